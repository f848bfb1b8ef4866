"""What is open on a job: who owes the next act, for what, since when."""
