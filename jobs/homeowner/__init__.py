"""The homeowner page: links, one-time codes, status and papers."""
