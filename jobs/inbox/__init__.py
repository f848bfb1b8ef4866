"""What people write to us by text or mail, and what text service and mail provider report."""
