"""The close-out of a job: what is still missing, and the package of its papers."""
