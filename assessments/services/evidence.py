"""Which photos a survey needs, and which photo shows which fact: as the survey's form says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessments import survey_form
from jobs.models import PhotoSlot


def required_photos(known: Mapping[str, Any]) -> tuple[PhotoSlot, ...]:
    """The photos without which a survey is not complete, given what is known so far.

    The meter's face alone shows that another utility serves it. A removal leaves the panel alone.
    """
    slots = survey_form.current().slots
    return tuple(PhotoSlot(name) for name, slot in slots.items() if slot.is_required(known))


def welcome_photos(known: Mapping[str, Any]) -> tuple[PhotoSlot, ...]:
    """The photos that help and that no survey waits for."""
    slots = survey_form.current().slots
    helpful = (s for s in slots.values() if s.proves and s.required_when is None and s.is_asked(known))
    return tuple(PhotoSlot(slot.name) for slot in helpful)


def photo_of_fact(fact: str) -> PhotoSlot | None:
    """The photo that shows a fact."""
    slots = survey_form.current().slots
    return next((PhotoSlot(name) for name, slot in slots.items() if fact in slot.proves), None)
