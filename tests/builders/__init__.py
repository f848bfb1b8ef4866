"""Lawful worlds for tests, built through the real services."""
