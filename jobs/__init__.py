"""A job and what all who work on it share: people, places, milestones, open items, papers, photos."""
