"""A job's milestones and its stage: the only room that writes them."""
