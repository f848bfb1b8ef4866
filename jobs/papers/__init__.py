"""Papers of a job, issued with a frozen context, rendered and stored; and uploads that others made."""
