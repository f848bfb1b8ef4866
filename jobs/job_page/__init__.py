"""The frame of a job page: its head, tabs and facts, and the page of a single act."""
