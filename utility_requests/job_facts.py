"""What this app hands over: the adapter that the utility set, and which applications have ended."""

from __future__ import annotations

from jobs.agreeing.services.facts import hands_over
from jobs.open_items.services.ended_outside import says_what_ended
from utility_requests.services.serials import adapter_set
from utility_requests.services.unwinding import ended_applications

hands_over("adapter_set", adapter_set)
says_what_ended(ended_applications)
