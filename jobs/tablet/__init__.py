"""What a tablet sends, what it has not sent yet, and the order to delete what is on it."""
