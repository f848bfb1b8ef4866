"""When one of our people is at the house: booked, moved, done, missed."""
