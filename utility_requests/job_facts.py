"""The facts of this app that must agree with others: the adapter that the utility set."""

from __future__ import annotations

from jobs.agreeing.services.facts import hands_over
from utility_requests.services.serials import adapter_set

hands_over("adapter_set", adapter_set)
