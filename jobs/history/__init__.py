"""One line for each thing that happened to a job."""
