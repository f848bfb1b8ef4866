"""The installation record sent by a tablet, merged field by field with what the office has changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.history.change_words import spoken
from jobs.installation import field_forms
from jobs.installation.services import installations as installation
from jobs.installation.services.adapter_seen import compare_serial
from jobs.models import Conflict, InstallationRecord
from jobs.road.stages import Milestone
from jobs.tablet.answer_values import Item, kept, plain
from jobs.tablet.services.one_by_one import cleaned_answers, refused_answers, write_one_by_one
from jobs.tablet.services.sent import Sent
from jobs.tablet.services.takers import FieldConflict, FormTaken
from kilowire.floor.bases import merge
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import not_come_yet
from kilowire.models import User

COLUMNS: Mapping[str, Item] = field_forms.columns_of(field_forms.INSTALLATION)
_ITEMS: Mapping[str, Item] = field_forms.items_of(field_forms.INSTALLATION)


def take_installation(sent: Sent) -> FormTaken:
    """Write the sent fields into the record, and finish the installation if asked.

    No record is made until every required column is answered, and while the record would be refused for the
    job's sake; until then only the form is stored. An answer that is refused holds up no other.
    """
    given, refused = _answered_columns(sent)
    record = InstallationRecord.objects.of(sent.job).select_for_update(no_key=True).first()
    on_file, lawful = fields_of(record), {name: plain(value) for name, value in given.items()}
    merged = merge(bases=sent.bases, on_file=on_file, sent=lawful, own=sent.own)
    held = _write(sent, record, {name: given[name] for name in merged.write}, refused)
    said = [f"Held. {held}" if held else "Recorded.", *_adapter(sent, refused), *_finish(sent)]
    conflicts = tuple(_conflict(name, on_file.get(name), lawful[name]) for name in merged.conflicting)
    bases = {name: base for name, base in merged.bases.items() if not held and name not in refused}
    return FormTaken(" ".join(said), conflicts, bases, refused_answers(_ITEMS, refused), held)


def _write(
    sent: Sent, record: InstallationRecord | None, given: dict[str, Any], refused: dict[str, Refused]
) -> str:
    """Write the answers into the record, and refusals into ``refused``; return why nothing was written."""
    lead = record.lead if record else sent.by

    def write(answers: dict[str, Any]) -> None:
        facts = _complete(record, answers)
        _refuse_too_little(sent, record, facts)
        installation.record_installation(job=sent.job, by=sent.by, lead=lead, **facts)

    try:
        write_one_by_one(given, write, refused)
    except Refused as held:
        return str(held)
    if not given:
        return _why_nothing(sent, record)
    return ""


def _why_nothing(sent: Sent, record: InstallationRecord | None) -> str:
    """Return why no record is there although the form changes nothing; empty where there is one."""
    try:
        _refuse_too_little(sent, record, _complete(record, {}))
    except Refused as held:
        return str(held)
    return ""


def _refuse_too_little(sent: Sent, record: InstallationRecord | None, facts: dict[str, Any]) -> None:
    """Refuse to begin a record before the job is ready for it and every required answer is there."""
    installation.refuse_record(sent.job)
    missing = [] if record else _missing(facts)
    if missing:
        raise Refused(f"The record is begun when this is there: {', '.join(missing)}.")


def settle_installation(conflict: Conflict, by: User) -> None:
    """Write the tablet's value of a conflict into the record, as the office chose."""
    record = InstallationRecord.objects.of(conflict.job).get()
    facts = _complete(record, {conflict.field: kept(COLUMNS[conflict.field], conflict.tablet_value)})
    installation.record_installation(job=conflict.job, by=by, lead=record.lead, **facts)


def fields_of(record: InstallationRecord | None) -> dict[str, Any]:
    """Return the plain values of the record's columns, by name; empty without a record."""
    return {name: plain(getattr(record, name)) for name in COLUMNS} if record else {}


def _answered_columns(sent: Sent) -> tuple[dict[str, Any], dict[str, Refused]]:
    """The columns that the form answers, cleaned, and the refusals; a required column is never emptied."""
    given, refused = cleaned_answers(COLUMNS, sent)
    today = timezone.localtime(sent.clock.received_at).date()
    for name, answer in list(given.items()):
        if COLUMNS[name]["type"] == "day" and answer and answer > today:
            refused[name] = Refused(f"{COLUMNS[name]['label']['en']}: {not_come_yet(given.pop(name))}")
    return {n: v for n, v in given.items() if v is not None or not COLUMNS[n]["required"]}, refused


def _complete(record: InstallationRecord | None, written: dict[str, Any]) -> dict[str, Any]:
    """Every column: the new value, else the recorded one, else the empty value of its type."""
    facts = {name: getattr(record, name) if record else None for name in COLUMNS} | written
    if not facts["comms_cable"]:
        facts["comms_liquidtight"] = None
    return {name: _EMPTY.get(COLUMNS[name]["type"]) if v is None else v for name, v in facts.items()}


_EMPTY: dict[str, Any] = {"text": "", "longtext": "", "rows": []}


def _missing(facts: dict[str, Any]) -> list[str]:
    asked = {name: item for name, item in COLUMNS.items() if item["required"]}
    if not facts["comms_cable"]:
        asked.pop("comms_liquidtight")
    return [item["label"]["en"].lower() for name, item in asked.items() if facts[name] in (None, "", [])]


def _adapter(sent: Sent, refused: dict[str, Refused]) -> list[str]:
    """Compare the serial number that was seen with the one on file; an invalid one goes into ``refused``."""
    given, wrong = cleaned_answers({"adapter_serial": _ITEMS["adapter_serial"]}, sent)
    refused |= wrong
    seen = given.get("adapter_serial")
    return [compare_serial(job=sent.job, seen=seen, by=sent.by)] if seen else []


def _finish(sent: Sent) -> list[str]:
    if not sent.finish:
        return []
    if Milestone.CIRCUIT_INSTALLED in sent.job.standing:
        return ["It was finished before."]
    try:
        with transaction.atomic():
            installation.finish_installation(job=sent.job, by=sent.by)
    except Refused as refusal:
        return [f"Not finished: {refusal}"]
    return ["The installation is finished."]


def _conflict(name: str, office: Any, tablet: Any) -> FieldConflict:
    item = COLUMNS[name]
    unit = f" {item['unit']}" if item.get("unit") else ""
    shown = [f"{spoken(value)}{unit}" if spoken(value) else "nothing" for value in (office, tablet)]
    return FieldConflict(name, item["label"]["en"], office, tablet, *shown)
