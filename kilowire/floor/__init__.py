"""What every app may use: access, refusals, locks, days, calendars, files, forms and the PDF engine."""
