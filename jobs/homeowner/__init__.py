"""What a homeowner sees: links, one-time codes, the status page, the papers."""
