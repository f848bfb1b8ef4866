"""Hostile requests at every address, as every role: whatever is sent, nothing answers 500."""
