"""Readings from a tablet: each is added once, under the id that the tablet assigned, or struck out."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from assessments.fact_table import FactError
from assessments.models import Assessment, Reading, StruckOut
from assessments.services.place import label_of
from assessments.survey_items import SurveyForm
from jobs.history.services import history
from jobs.models import EventKind
from jobs.tablet.services.sent import UNREADABLE, Sent
from kilowire.floor.parsing import uuid_in
from kilowire.floor.refusals import Refused


def add_readings(assessment: Assessment, form: SurveyForm, sent: Sent) -> dict[str, Refused]:
    """Add the readings that are not on file; return the refusals of those that are no such number, by kind.

    Unknown kinds stay in the submission only. A row with ``struck_at`` strikes its reading out.
    """
    named = {str(row.get("name")) for row in sent.readings}
    asked = {item.name for item in form.readings if item.name in named}
    rows = {_id(row): row for row in sent.readings if str(row.get("name")) in asked}
    on_file = set(Reading.objects.filter(pk__in=rows).values_list("pk", flat=True))
    added: list[Reading] = []
    refused: dict[str, Refused] = {}
    for pk, row in rows.items():
        if pk in on_file:
            continue
        try:
            value = _value(form, row)
        except Refused as refusal:
            if not row.get("struck_at"):
                refused[row["name"]] = refusal
            continue
        at = sent.at(row.get("at"))
        new = Reading(id=pk, assessment=assessment, name=row["name"], value=value, taken_at=at, by=sent.by)
        new.save(force_insert=True)
        added.append(new)
    if added:
        _record_event("Readings", added, form, sent)
    _strike_out(assessment, {pk: row for pk, row in rows.items() if row.get("struck_at")}, form, sent)
    return refused


def _strike_out(
    assessment: Assessment, rows: dict[UUID, dict[str, Any]], form: SurveyForm, sent: Sent
) -> None:
    """Strike out these readings of this survey, as far as they stand."""
    standing = Reading.objects.filter(pk__in=rows, assessment=assessment, struck_out=None) if rows else []
    struck = list(standing)
    for each in struck:
        StruckOut.objects.create(reading=each, struck_at=sent.at(rows[each.pk]["struck_at"]), by=sent.by)
    if struck:
        _record_event("Readings struck out as mistyped", struck, form, sent)


def _id(row: dict[str, Any]) -> UUID:
    pk = uuid_in(row.get("id"))
    if pk is None:
        raise Refused(UNREADABLE)
    return pk


def _value(form: SurveyForm, row: dict[str, Any]) -> Decimal:
    """Return the number as typed, to a hundredth; refused if it is not one."""
    name = row["name"]
    try:
        value = Decimal(str(row.get("value")))
        form.items[name].read(float(value))
    except (InvalidOperation, FactError):
        item = form.items[name]
        words = f"{label_of(name, form)} must be a number from {item.least} to {item.most}."
        raise Refused(words, field=name) from None
    return value.quantize(Decimal("0.01"))


def _record_event(what: str, added: list[Reading], form: SurveyForm, sent: Sent) -> None:
    said = [f"{label_of(each.name, form)} {each.value:f} {form.items[each.name].unit}" for each in added]
    history.record(
        job=sent.job,
        kind=EventKind.DESK,
        sentence=f"{what}: {', '.join(said)}",
        on=sent.on,
        by=sent.by,
        after=_by_name(added),
    )


def _by_name(added: list[Reading]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for each in added:
        values.setdefault(each.name, []).append(str(each.value))
    return values
