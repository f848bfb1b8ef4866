"""Signatures of the people of a job, and what each of them agreed to."""
