"""Photos of a job: filed, asked for, accepted, rejected."""
