"""What is true of every job: the stages and what each needs, and the words for them. Pure."""
