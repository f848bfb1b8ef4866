"""What leaves the building: papers and notices, each claimed from its own row by compare-and-set."""

from jobs.outbox.claims import documents_overdue, notices_overdue
from jobs.outbox.notices import send_notice
from jobs.outbox.papers import render_document

__all__ = ["documents_overdue", "notices_overdue", "render_document", "send_notice"]
