"""What the homeowner reads of a job: where it is, who acts next, its stages, who comes when."""
