"""The Spanish catalog: what is marked for translation, and whether it is complete."""
