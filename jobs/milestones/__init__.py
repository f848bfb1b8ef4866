"""The stage of a job and its milestones: the only place where they are written."""
