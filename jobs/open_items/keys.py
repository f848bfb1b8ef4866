"""Keys of open items that more than one app uses: one app opens the item, another ends it."""

from __future__ import annotations

LOCK_RING = "assessments.lock_ring"
"""The utility must remove a lock ring: opened by the survey, so readiness for the visit opens no second."""

RULE_21 = "assessments.rule21"
"""An interconnection application is needed: opened by the verdict, ended when the application is recorded."""

ACCEPT = "jobs.accept"
"""Decide whether the job is taken."""

RETAKE = "jobs.retake:"
"""Prefix of the photos to be taken again; slot and photo follow."""

UNWINDING = "jobs.unwind:"
"""Prefix of what a cancelled job leaves to undo; a kind follows, and a reference where there is one."""

HOMEOWNER_TOLD, TECHNICIANS_TOLD = f"{UNWINDING}homeowner", f"{UNWINDING}appointment"
"""Tell the homeowner, or the technicians booked (an appointment's key follows), that the job is off."""

_LONGEST_REFERENCE = 60


def unwinding_key(kind: str, reference: object = None) -> str:
    """Return the key of one act of unwinding: ``jobs.unwind:permit:E-2026-17``, ``jobs.unwind:homeowner``."""
    named = kind if reference is None else f"{kind}:{reference}"
    return f"{UNWINDING}{named[:_LONGEST_REFERENCE]}"


def retake_key(slot: str, photo: object) -> str:
    """Return the key of a photo to be taken again: ``jobs.retake:seal:5f2c…``."""
    return f"{RETAKE}{slot}:{photo}"


def retake_slot(key: str) -> str:
    """Return the slot that a key of a retake names; empty for any other key."""
    return key.removeprefix(RETAKE).partition(":")[0] if key.startswith(RETAKE) else ""
