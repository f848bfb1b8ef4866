"""Lists of jobs that a spreadsheet brings in: its columns, a dry run, and each row once."""
