"""What this app hands over: which permits and applications at the city have ended."""

from __future__ import annotations

from jobs.open_items.services.ended_outside import says_what_ended
from permits.services.permit_rows import ended_permits

says_what_ended(ended_permits)
