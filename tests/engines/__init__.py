"""Whole journeys in browsers with another engine than Chromium's."""
