"""The staging of the adapter for the utility's visit: what the technician saw and the office must fix."""

from __future__ import annotations

from typing import Any

from jobs.history.services import history
from jobs.installation import field_forms
from jobs.installation.services.adapter import NOT_FIT, RETIRE
from jobs.installation.services.adapter_seen import compare_serial
from jobs.models import EventKind, Party, Photo
from jobs.open_items.services import open_items
from jobs.tablet.services.one_by_one import cleaned_answers, refused_answers
from jobs.tablet.services.sent import Sent
from jobs.tablet.services.takers import FormTaken


def take_staging(sent: Sent) -> FormTaken:
    """Record the staging of the adapter; a wrong serial number or a damaged adapter opens an open item.

    An incomplete form is stored as sent, and the answer says what is missing.
    """
    items = field_forms.items_of(field_forms.STAGING)
    given, refused = cleaned_answers(items, sent)
    seen = {name: given.get(name) for name in items}
    said, serial = [], seen["adapter_serial"]
    if serial:
        said.append(compare_serial(job=sent.job, seen=serial, by=sent.by))
    faults = _faults(seen)
    missing = _missing_answers(seen)
    if faults or not missing:
        _open_or_end_item(sent, serial, faults)
    if faults:
        said.append(f"The adapter is {' and '.join(faults)}: the office brings another one.")
    if missing:
        said.append(f"Held. Still missing: {', '.join(missing)}.")
    else:
        _record_history(sent, seen, faults)
    missing_photos = _missing_photos(sent)
    if missing_photos:
        said.append(f"Still wanted: {', '.join(missing_photos)}.")
    return FormTaken(said=" ".join(said), refused=refused_answers(items, refused))


def _open_or_end_item(sent: Sent, serial: str | None, faults: list[str]) -> None:
    if faults:
        what = f"Bring another adapter: {serial or 'this one'} is {' and '.join(faults)}"
        open_items.add(job=sent.job, party=Party.OFFICE, what=what, key=NOT_FIT, act=RETIRE, by=sent.by)
    else:
        open_items.end_by_key(job=sent.job, key=NOT_FIT, by=sent.by, note="Seen whole, clean and dry")


def _record_history(sent: Sent, seen: dict[str, Any], faults: list[str]) -> None:
    state = " and ".join(faults) or "whole, clean and dry"
    history.record(
        job=sent.job,
        kind=EventKind.DESK,
        sentence=f"Adapter staged: {seen['adapter_serial']}, {state}",
        on=sent.on,
        by=sent.by,
        after={name: value for name, value in seen.items() if value is not None},
    )


def _missing_answers(seen: dict[str, Any]) -> list[str]:
    items = field_forms.items_of(field_forms.STAGING)
    asked = {name: item for name, item in items.items() if item["required"]}
    return [str(item["label"]["en"]).lower() for name, item in asked.items() if seen[name] is None]


def _faults(seen: dict[str, Any]) -> list[str]:
    words = {"whole": "damaged", "clean_and_dry": "wet or dirty"}
    return [word for name, word in words.items() if seen[name] is False]


def _missing_photos(sent: Sent) -> list[str]:
    slots = field_forms.form_of(field_forms.STAGING)["slots"]
    on_file_slots = Photo.objects.of(sent.job).on_file().filter(slot__in=slots).values_list("slot", flat=True)
    return [
        f"photo “{slot['label']['en'].lower()}”"
        for name, slot in slots.items()
        if name not in set(on_file_slots)
    ]
