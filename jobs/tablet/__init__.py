"""What a tablet sends, what it still holds, and what it is asked to forget."""
