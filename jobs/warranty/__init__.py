"""The warranty of a job: coverages, their registration, claims, and the end of the term."""
