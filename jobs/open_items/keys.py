"""Keys of open items that more than one app knows: what one of them asks for, another ends."""

from __future__ import annotations

LOCK_RING = "assessments.lock_ring"
"""The survey asks the utility to take a lock ring off; its readiness for the visit does not ask again."""

RULE_21 = "assessments.rule21"
"""The verdict asks for an interconnection application; the record of that application ends it."""

ACCEPT = "jobs.accept"
"""Decide whether the job is taken."""

UNWINDING = "jobs.unwind:"
"""What a cancelled job leaves to do; each with its kind, and its reference where there is one."""

_LONGEST_REFERENCE = 60


def unwinding_key(kind: str, reference: object = None) -> str:
    """Return the key of one thing to unwind: ``jobs.unwind:permit:E-2026-17``, ``jobs.unwind:homeowner``."""
    named = kind if reference is None else f"{kind}:{reference}"
    return f"{UNWINDING}{named[:_LONGEST_REFERENCE]}"
