"""What our own crew builds and records: circuit, charger, adapter, dig tickets, test and commissioning."""
