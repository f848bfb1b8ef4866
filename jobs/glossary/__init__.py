"""The glossary: what the stages of a job and the trade's terms mean, explained once."""
