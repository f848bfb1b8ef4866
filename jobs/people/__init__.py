"""The people of a job, its site and its utility account."""
