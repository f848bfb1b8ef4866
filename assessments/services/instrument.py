"""Instrument readings at a house as text, and what the newest of them suggest."""

from __future__ import annotations

from collections.abc import Iterable

from assessments import survey_form
from assessments.facts import FactValue
from assessments.models import Assessment, Reading


def readings_of(assessment: Assessment | None) -> list[Reading]:
    """Return all readings, the newest last; those of an earlier form version keep their names."""
    return list(Reading.objects.for_page().filter(assessment=assessment)) if assessment else []


def reading_rows(readings: Iterable[Reading]) -> list[list[str]]:
    """Return label and newest value of each kind of reading, with its earlier and struck-out values."""
    items, rows = survey_form.current().items, []
    by_name: dict[str, list[Reading]] = {}
    for reading in readings:
        by_name.setdefault(reading.name, []).append(reading)
    for name, taken in by_name.items():
        item = items.get(name)
        label, unit = (str(item.label), item.unit) if item else (name.replace("_", " "), "")
        rows.append([label, _in_words(taken, unit)])
    return rows


def _in_words(taken: list[Reading], unit: str) -> str:
    shown = [(f"{each.value:f} {unit}".strip(), each.struck_at) for each in taken]
    standing, struck = [each for each, at in shown if not at], [each for each, at in shown if at]
    before = [f"before: {', '.join(standing[:-1])}"] if standing[1:] else []
    before += [f"struck out: {', '.join(struck)}"] if struck else []
    newest = standing[-1] if standing else "–"
    return f"{newest} ({'; '.join(before)})" if before else newest


def suggestion_against(readings: Iterable[Reading], answered: FactValue | None) -> str:
    """Return what the readings suggest for the voltage if the answer on file differs, else ""."""
    newest = {reading.name: float(reading.value) for reading in readings if not reading.struck_at}
    suggestion = survey_form.current().suggested("voltage", newest)
    return str(suggestion.said) if suggestion and answered not in (None, suggestion.value) else ""
