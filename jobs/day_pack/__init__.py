"""The day pack: what a technician's tablet stores for working without a signal."""
