"""What the outboxes of papers and notices share: the lease of a row."""
