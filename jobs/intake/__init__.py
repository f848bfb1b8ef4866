"""The first call, and what kind of job it becomes."""
