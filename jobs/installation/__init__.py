"""Circuit, charger, adapter, dig ticket and test: what our own crew builds and records."""
