"""The words by which a job is found."""
