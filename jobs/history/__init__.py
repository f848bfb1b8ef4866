"""The history of a job: one line for each event."""
