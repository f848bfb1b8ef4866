"""Settles what a tablet put aside: files it by the services that take it from a tablet, or discards it."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import EventKind, Job, PutAside, PutAsideEnd, PutAsideKind, SubmissionKind
from jobs.put_aside.services.keeping import ask_the_office, is_filed, read_item
from jobs.tablet.services import submissions
from jobs.tablet.services.tablet_files import SentFile, take_photo, take_signature
from kilowire.floor.json_bodies import plain_json
from kilowire.floor.locks import locked
from kilowire.floor.parsing import uuid_in
from kilowire.floor.refusals import Refused, StillMissing
from kilowire.floor.refusing import already, needs_reason
from kilowire.models import User

CAME_BY_ITSELF = "It had come by itself"
UNREADABLE = "Nobody can read it as it came: download it, and discard it with the reason."


def file_put_aside(*, row: PutAside, job: Job, by: User, slot: str = "", signer: str = "") -> PutAside:
    """File a thing on this job, as the technician who made it, and settle it.

    ``slot`` is what a photo shows, ``signer`` the key of the person who signed; empty ones stay as the tablet
    said. A form is sent without the photos that never came, which are asked for again; it is ``Refused``
    while one of them is put aside itself. What the services refuse is refused here; filed twice, it is there
    once.
    """
    _refuse_ended(row)
    if is_filed(row.pk, row.sha256):
        return _end(row, PutAsideEnd.FILED, CAME_BY_ITSELF, by, row.job)
    with row.item.open("rb") as file:
        item = read_item(file)
    if not item:
        raise Refused(UNREADABLE)
    if row.kind == PutAsideKind.FORM:
        _take_form(row, item, job, by)
    else:
        _take_file(row, {**item, **_mended(slot, signer)}, job, by)
    return _end(row, PutAsideEnd.FILED, "", by, job)


def settle_what_came(most: int) -> None:
    """Settle what was filed after it was put aside, by whoever's tablet sent it; so many at most."""
    for row in PutAside.objects.open().select_related("job", "by")[:most]:
        if is_filed(row.pk, row.sha256):
            with suppress(Refused):  # somebody settled it meanwhile
                _end(row, PutAsideEnd.FILED, CAME_BY_ITSELF, row.by, row.job)


def discard_put_aside(*, row: PutAside, because: str, by: User) -> PutAside:
    """Settle a thing without filing it, for a written reason; its record and its bytes stay on file."""
    needs_reason(because)
    return _end(row, PutAsideEnd.DISCARDED, because, by, row.job)


def _mended(slot: str, signer: str) -> dict[str, str]:
    return {name: value for name, value in (("slot", slot), ("signer", signer)) if value}


def _take_file(row: PutAside, item: dict[str, Any], job: Job, by: User) -> None:
    words = {name: str(value) for name, value in item.items() if isinstance(value, str | int)}
    words["person"], words["sha256"] = str(item.get("signer") or ""), row.sha256
    with row.file.open("rb") as stored:
        sent = SentFile(row.pk, ContentFile(stored.read(), name=str(row.pk)), words, None)
    take = take_photo if row.kind == PutAsideKind.PHOTO else take_signature
    take(job=job, sent=sent, by=row.by, brought_by=by)


def _take_form(row: PutAside, item: dict[str, Any], job: Job, by: User) -> None:
    try:
        body = plain_json(str(item.get("body")).encode())
    except ValueError:
        raise Refused(UNREADABLE) from None
    kind = body.get("kind") if isinstance(body, dict) else ""
    if kind not in SubmissionKind.values:
        raise Refused(UNREADABLE)
    form = {**body, "id": str(row.pk), "job": job.number, "person": row.by_id}
    try:
        _send(row, form, str(item["body"]), job, by)
    except StillMissing as missing:
        _send(row, _without(form, missing), "", job, by)


def _send(row: PutAside, form: dict[str, Any], text: str, job: Job, by: User) -> None:
    """Hand a form to its taker: the tablet's own text where nothing in it was mended."""
    same = bool(text) and hashlib.sha256(text.encode()).hexdigest() == row.sha256 and json.loads(text) == form
    content = (text if same else json.dumps(form)).encode()
    submissions.take(job=job, kind=form["kind"], pk=row.pk, body=content, by=row.by, brought_by=by)


def _without(form: dict[str, Any], missing: StillMissing) -> dict[str, Any]:
    """Return a form without the files that never came; ``Refused`` while one of them is put aside."""
    gone = {pk for text in missing.ids if (pk := uuid_in(text))}
    if PutAside.objects.open().filter(pk__in=gone).exists():
        raise Refused("Its photos and signatures are put aside too: settle those first.")
    named = [row for row in form.get("photos") or [] if uuid_in(row.get("id")) in gone]
    left_out = [
        {"photo": row.get("id"), "slot": row.get("slot"), "because": "It never came."} for row in named
    ]
    kept = {
        name: [row for row in form.get(name) or [] if uuid_in(row.get("id")) not in gone]
        for name in ("photos", "signatures")
    }
    before = form.get("without")
    return {**form, **kept, "without": [*(before if isinstance(before, list) else []), *left_out]}


@transaction.atomic
def _end(row: PutAside, ended: PutAsideEnd, note: str, by: User, job: Job | None) -> PutAside:
    jobs = {each.pk: each for each in (row.job, job) if each}
    held = [locked(jobs[pk]) for pk in sorted(jobs)]
    row = locked(row)
    _refuse_ended(row)
    row.ended, row.ended_at, row.ended_by, row.note = ended, timezone.now(), by, note.strip()[:400]
    row.save(update_fields=["ended", "ended_at", "ended_by", "note"])
    for each in held:
        sentence = f"Put aside by {row.by.name}'s tablet: {row}, {row.get_ended_display().lower()}"
        history.record(job=each, kind=EventKind.DESK, sentence=sentence, because=row.note, by=by)
        ask_the_office(each, by)
    return row


def _refuse_ended(row: PutAside) -> None:
    if row.ended:
        raise already(row.ended_by, _("settled this"))
