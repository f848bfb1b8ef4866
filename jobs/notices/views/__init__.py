"""Pages of messages: those to a job, to all jobs, and the one on which a person stops a kind."""
