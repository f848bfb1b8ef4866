"""Exports of tablets that the office brings in: stored first, then taken thing by thing."""
