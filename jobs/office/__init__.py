"""The pages that the office works from: today, board, list, calendar, overview of a job."""
