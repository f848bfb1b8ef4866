"""A fictional contractor's year, played through the real services: something to show on a new site."""
