"""What a technician takes along to a day without a signal."""
