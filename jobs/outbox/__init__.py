"""What papers and notices share on their way out: the lease of a row."""
