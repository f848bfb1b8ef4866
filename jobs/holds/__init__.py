"""Jobs on hold, cancelled and reopened, and the list of what a cancelled job leaves to undo."""
