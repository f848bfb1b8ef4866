"""Demo data for a new site: a fictional contractor's year, made through the real services."""
