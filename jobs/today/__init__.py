"""What needs a person now: the list of today, and the sweep of cases at cities and utilities."""
