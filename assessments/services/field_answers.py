"""Read strictly what a tablet sent for the fields of the survey, and record it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from assessments.fact_table import FactError
from assessments.models import Answer, Assessment, Source
from assessments.models.assessment import UNSAFE
from assessments.services.answers import Given, choose_adapter, record_answers
from assessments.services.evidence import photo_of_fact
from assessments.services.place import ADAPTER, as_columns, label_of
from assessments.services.survey import record_place
from assessments.services.survey_fields import FieldOnFile, is_field
from assessments.survey_items import SurveyForm
from jobs.models import AdapterModel, Job, Photo
from jobs.road.stages import Kind
from jobs.tablet.services.one_by_one import write_one_by_one
from jobs.tablet.services.sent import Given as GivenField
from kilowire.floor.refusals import Refused
from kilowire.models import User


@dataclass(frozen=True)
class Incoming(FieldOnFile):
    """One field as sent: its value, the photo that shows it, and the day."""

    photo: UUID | None = None
    on: date | None = None


def read_fields(
    form: SurveyForm, fields: Mapping[str, GivenField], kind: str
) -> tuple[dict[str, Incoming], dict[str, Refused]]:
    """Return every sent field of this form, and the refusals of those whose value is not valid.

    Fields that the form no longer asks stay in the submission only.
    """
    read: dict[str, Incoming] = {}
    refused: dict[str, Refused] = {}
    for name, field in fields.items():
        if not is_field(form, name) or (name == ADAPTER and kind == Kind.REMOVAL):
            continue
        try:
            each = _incoming(form, name, field)
        except Refused as refusal:
            refused[name] = refusal
            continue
        if each.plain or name.startswith(UNSAFE) or _may_be_emptied(form, name):
            read[name] = each
    return read, refused


def _may_be_emptied(form: SurveyForm, name: str) -> bool:
    """Return whether a field may be cleared: a description of the house may, an answer is only replaced."""
    return name != ADAPTER and form.items[name].keeps == "place"


def _incoming(form: SurveyForm, name: str, field: GivenField) -> Incoming:
    on, because = timezone.localtime(field.at).date(), field.cannot_tell[:240]
    if name.startswith(UNSAFE):
        return Incoming(None, because, on=on)
    value = None if field.value in (None, "") else _typed(form, name, field.value)
    if value is not None and because:
        raise Refused(f"{label_of(name, form)}: give the answer, or say why it cannot be told.", field=name)
    return Incoming(value, because, field.source, field.photo, on)


def _typed(form: SurveyForm, name: str, value: Any) -> Any:
    try:
        return form.items[name].read(value)
    except FactError as error:
        raise Refused(f"{label_of(name, form)} {error.sentence}", field=name) from None


def write_down(
    job: Job,
    form: SurveyForm,
    incoming: Mapping[str, Incoming],
    changed: Collection[str],
    by: User,
    on: date,
) -> dict[str, Refused]:
    """Record the adapter, then answers, then the place, each through its own act with its own event.

    The acts compare answers with those on file: an answer with only a new source is recorded too. Return the
    refusals of those that an act refuses, by field; every other is recorded.
    """

    def write_place(given: dict[str, Incoming]) -> None:
        _write_place(job, given, by, on)

    def choose(given: dict[str, Incoming]) -> None:
        if given[ADAPTER].value is None:
            write_place(given)
        else:
            choose_adapter(job=job, adapter=_adapter(given[ADAPTER].value), by=by, on=on)

    chosen = {name: incoming[name] for name in changed if name == ADAPTER}
    refused: dict[str, Refused] = {}
    write_one_by_one(chosen, choose, refused)
    answers = {name: each for name, each in incoming.items() if _is_fact(form, name)}
    for day, given in sorted(_by_day(job, answers, on).items()):

        def record(some: dict[str, Given], day: date = day) -> None:
            record_answers(job=job, given=some.values(), by=by, on=day)

        write_one_by_one({each.fact: each for each in given}, record, refused)
    place = {n: incoming[n] for n in changed if n not in chosen and not _is_fact(form, n)}
    write_one_by_one(place, write_place, refused)
    return refused


def _is_fact(form: SurveyForm, name: str) -> bool:
    return name in form.items and form.items[name].keeps == "fact"


def _adapter(key: Any) -> AdapterModel:
    adapter = AdapterModel.objects.filter(pk=key).first()
    if adapter is None:
        raise Refused("This adapter is no longer in the directory.", field=ADAPTER)
    return adapter


def _by_day(job: Job, answers: Mapping[str, Incoming], on: date) -> dict[date, list[Given]]:
    """Return answers by the day on which they were given, each with the photo that shows it."""
    photos = _photos(job, answers.values())
    current = {answer.fact: answer for answer in Answer.objects.of(job).current().select_related("photo")}
    days: dict[date, list[Given]] = defaultdict(list)
    for name, each in answers.items():
        photo = None
        if each.source == Source.PHOTO:
            slot, on_file = photo_of_fact(name), current.get(name)
            shown = photos.get(str(each.photo)) or (on_file.photo if on_file else None)
            photo = shown or photos.get(slot.value if slot else "")
        given = Given(name, each.source, each.value, each.cannot_tell, photo)
        days[min(each.on or on, on)].append(given)
    return days


def _photos(job: Job, answers: Iterable[Incoming]) -> dict[str, Photo]:
    """Return photos of the job by their ids, and the last one on file by its slot."""
    if not any(each.source == Source.PHOTO for each in answers):
        return {}
    rows = Photo.objects.of(job).of_this_job().order_by("taken_at", "filed_at")
    by_id = {str(photo.pk): photo for photo in rows}
    by_slot = {
        photo.slot: photo for photo in rows if photo.rejected_on is None and photo.replaced_by_id is None
    }
    return {**by_id, **by_slot}


def _write_place(job: Job, place: Mapping[str, Incoming], by: User, on: date) -> None:
    untold = {**Assessment.objects.get(job=job).untold}
    for name, each in place.items():
        untold.pop(name, None)
        if each.cannot_tell:
            untold[name] = each.cannot_tell
    columns = {name: each.value for name, each in place.items() if not name.startswith(UNSAFE)}
    record_place(job=job, by=by, on=on, untold=untold, **as_columns(columns))
