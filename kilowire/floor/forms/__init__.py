"""Form fields and form behavior that several rooms share."""
