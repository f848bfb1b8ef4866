"""The intake of a job: the first call, and which kind of job it becomes."""
