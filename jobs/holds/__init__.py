"""Jobs on hold, cancelled and reopened, and the unwinding of a cancelled job."""
