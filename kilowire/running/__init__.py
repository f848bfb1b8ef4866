"""The site as processes: starting, supervising, watching and reporting its health."""
