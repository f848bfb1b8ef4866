"""What a technician's tablet stores for working without a signal, and the papers that are signed on it."""
