"""Users of ours: sign-in, second factor, and guarding both against guessing."""
