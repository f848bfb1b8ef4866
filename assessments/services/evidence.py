"""Which photos a survey needs, and which photo shows which fact, according to the survey's form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessments import survey_form
from jobs.models import PhotoSlot


def required_photos(known: Mapping[str, Any]) -> tuple[PhotoSlot, ...]:
    """Return the photos that the survey requires, given what is known so far.

    If another utility serves the meter, its face alone is required. A removal needs no photo of the panel.
    """
    slots = survey_form.current().slots
    return tuple(PhotoSlot(name) for name, slot in slots.items() if slot.is_required(known))


def welcome_photos(known: Mapping[str, Any]) -> tuple[PhotoSlot, ...]:
    """Return the photos that are useful but not required."""
    slots = survey_form.current().slots
    helpful = (s for s in slots.values() if s.proves and s.required_when is None and s.is_asked(known))
    return tuple(PhotoSlot(slot.name) for slot in helpful)


def photo_of_fact(fact: str) -> PhotoSlot | None:
    """Return the slot of the photo that shows a fact, if any."""
    slots = survey_form.current().slots
    return next((PhotoSlot(name) for name, slot in slots.items() if fact in slot.proves), None)
