"""The public page on which anybody asks whether their house can have it."""
