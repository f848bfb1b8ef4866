"""Appointments of our technicians at the house: booked, moved, done, could not be done."""
