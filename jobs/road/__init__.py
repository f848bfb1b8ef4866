"""The rules of every job, without a database: stages, milestones, what each needs, and the words for them."""
