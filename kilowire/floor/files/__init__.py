"""Files that people send: checked on arrival, stored, scaled, served."""
