"""Sends notices from their rows."""
