"""What is true of every job, without a database: the stages, what each needs, and the words for them."""
