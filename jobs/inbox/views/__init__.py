"""Pages of what people wrote to us, and the doors by which it comes."""
