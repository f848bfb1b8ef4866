"""A job and everything recorded about it: people, places, milestones, open items, papers, photos."""
