"""A fictional contractor's year, played through the real services so that a new site has something to show."""
