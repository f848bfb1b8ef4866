"""The pages that the office works from: board, list, calendar, overview of a job."""
