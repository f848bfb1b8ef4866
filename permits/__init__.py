"""The city's side of a job: permits, corrections, inspections."""
