"""What a tablet put aside because it could not be filed: kept as it came until the office settles it."""
