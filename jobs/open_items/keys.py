"""Keys of open items that more than one app uses: one app opens the item, another ends it."""

from __future__ import annotations

from jobs.road.item_endings import SAYS

LOCK_RING = "assessments.lock_ring"
"""The utility must remove a lock ring: opened by the survey, so readiness for the visit opens no second."""

RULE_21 = "assessments.rule21"
"""An interconnection application is needed: opened by the verdict, ended when the application is recorded."""

UTILITY_VISIT = "utility_requests.visit"
"""The utility's visit on the day that it gave: it stands in the homeowner's calendar."""

ACCEPT = "jobs.accept"
"""Decide whether the job is taken."""

ANOTHER_TIME = "jobs.another_time:"
"""Prefix of the appointments that a homeowner asks to move; the appointment follows."""

RETAKE = "jobs.retake:"
"""Prefix of the photos to be taken again; slot and photo follow."""

UNWINDING = "jobs.unwind:"
"""Prefix of what a cancelled job leaves to undo; a kind follows, and a reference where there is one."""

HOMEOWNER_TOLD, TECHNICIANS_TOLD = f"{UNWINDING}homeowner", f"{UNWINDING}appointment"
"""Tell the homeowner, or the technicians booked (an appointment's key follows), that the job is off."""

LOOK_AT_PHOTOS = "jobs.sent_photos"
"""Look at the photos that a person of the job sent; ends with the last that is judged."""

ASKED_PHOTO = "jobs.photo:"
"""Prefix of the photos that the office asked for; the request follows."""

CALL_BACK, LOOK_AT_BILL, SOLD = (f"{SAYS}{each}" for each in ("call_back", "bill", "sold"))
"""A homeowner wants to be called, sent the electric bill, or sold the house."""

_LONGEST_REFERENCE = 60


def unwinding_key(kind: str, reference: object = None) -> str:
    """Return the key of one act of unwinding: ``jobs.unwind:permit:E-2026-17``, ``jobs.unwind:homeowner``."""
    named = kind if reference is None else f"{kind}:{reference}"
    return f"{UNWINDING}{named[:_LONGEST_REFERENCE]}"


def another_time_key(appointment: int) -> str:
    """Return the key of a homeowner's wish for another time of an appointment of ours."""
    return f"{ANOTHER_TIME}{appointment}"


def retake_key(slot: str, photo: object) -> str:
    """Return the key of a photo to be taken again: ``jobs.retake:seal:5f2c…``."""
    return f"{RETAKE}{slot}:{photo}"


def retake_slot(key: str) -> str:
    """Return the slot that a key of a retake names; empty for any other key."""
    return key.removeprefix(RETAKE).partition(":")[0] if key.startswith(RETAKE) else ""
