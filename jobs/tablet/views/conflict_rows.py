"""Rows of the conflicts between office and tablet: both values with user and time, and the choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jobs.history.change_words import spoken
from jobs.models import Chosen, Conflict, Event, Job

NOTHING = "nothing"


def open_rows(job: Job, conflicts: Sequence[Conflict]) -> list[dict[str, Any]]:
    """Return the open conflicts; the office's user and time come from the job's history, in one query."""
    events = _changes_of(job, {conflict.field for conflict in conflicts}) if conflicts else []
    return [_open(conflict, events) for conflict in conflicts]


def settled_rows(conflicts: Iterable[Conflict]) -> list[dict[str, Any]]:
    return [_settled(conflict) for conflict in conflicts]


def _changes_of(job: Job, fields: set[str]) -> list[Event]:
    return list(Event.objects.of(job).filter(after__has_any_keys=sorted(fields)).select_related("by"))


def _open(conflict: Conflict, events: Iterable[Event]) -> dict[str, Any]:
    sent = conflict.submission
    came = sent.received_at
    change = next((e for e in events if conflict.field in e.after and e.at <= came), None)
    return {
        "pk": conflict.pk,
        "label": conflict.label,
        "form": sent.get_kind_display().lower(),
        "began": _began(conflict, change),
        "office": {
            "shown": conflict.office_shown,
            "who": change.who if change else "",
            "at": change.at if change else None,
        },
        "tablet": {"shown": conflict.tablet_shown, "who": sent.by.name, "at": sent.made_at},
        "brought_by": sent.brought_by.name if sent.brought_by else "",
    }


def _began(conflict: Conflict, change: Event | None) -> str:
    """Return the value before both changed it; empty where the history does not have it."""
    fields = conflict.submission.body.get("fields") or {}
    if not (fields.get(conflict.field) or {}).get("base"):
        return NOTHING
    return (_word(change.before.get(conflict.field)) or NOTHING) if change else ""


def _word(kept: Any) -> str:
    """Return a value of the history as text, without the source that some apps store with it."""
    return spoken(kept["value"] if isinstance(kept, dict) and kept.get("value") is not None else kept)


def _settled(conflict: Conflict) -> dict[str, Any]:
    sides = [conflict.office_shown, conflict.tablet_shown]
    taken, left = sides if conflict.chosen == Chosen.OFFICE else reversed(sides)
    return {
        "label": conflict.label,
        "taken": taken,
        "left": left,
        "whose": conflict.chosen,
        "by": conflict.chosen_by.name if conflict.chosen_by else "",
        "at": conflict.chosen_at,
    }
