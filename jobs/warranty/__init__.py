"""What is covered, by whom and until when; claims."""
