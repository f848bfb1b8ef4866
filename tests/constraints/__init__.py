"""Every constraint of the database, forced through the form that can reach it, or named with the reason."""
