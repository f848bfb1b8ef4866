"""What must agree: the facts of a job that rest on other facts, compared after each act."""
