"""What all pages of a job share: head, tabs and facts, and the page of a single act."""
