"""Import of a tablet's export by the office, through the same services as a transfer; each thing once.

Photos and signatures go first, then the forms that name them. A refusal does not stop the rest.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError

from jobs.brought_in.queue_zip import QueueZip
from jobs.models import Job, Photo, Signature, SubmissionKind
from jobs.tablet.services import submissions
from jobs.tablet.services.tablet_files import SentFile, take_photo, take_signature
from kilowire.floor.parsing import uuid_in
from kilowire.floor.refusals import Refused, TryAgainLater
from kilowire.floor.sandbox.slots import Busy
from kilowire.models import Role, User

log = logging.getLogger(__name__)
FAULT = "KiloWire itself failed at this one; tell whoever looks after it: the log has the details."
TAKEN, THERE, REFUSED = "taken", "there", "refused"
Row = dict[str, Any]
Take = Callable[[dict[str, Any], User, Job], tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One thing of the export: what it is, its job, and whether it was taken, on file already or refused."""

    id: str
    job: str
    what: str
    came: str
    said: str = ""


def import_queue(*, file: IO[bytes], by: User) -> list[Line]:
    """Import everything of an export that is not on file; a second import changes nothing.

    Drafts that were never sent become unfinished forms, so that a broken tablet costs no work. A file that is
    no export is ``Refused``; a refusal of a single thing is in its line.
    """
    return [act() for act in import_acts(QueueZip(file, settings.UPLOAD_MAX_BYTES), by)]


def import_acts(queue: QueueZip, by: User) -> list[Callable[[], Line]]:
    """Return one act for each thing of an export, always in the same order; each returns its line.

    An act that is done again changes nothing, and says that the thing is there.
    """
    files, forms = _file_taker(queue, by), _form_taker(by)
    acts: list[Callable[[], Line]] = []
    for item in queue.items:
        kind = _word(item, "type")
        if kind in _FILES:
            acts.append(partial(_line, item, f"{kind}: {_word(item, 'slot') or _word(item, 'paper')}", files))
        elif kind != "form":
            acts.append(partial(_line, item, kind or "nothing", _refuse_unknown))
    handed_in = [item for item in queue.items if _word(item, "type") == "form"]
    handed_in.sort(key=lambda item: _word(item, "made_at"))
    acts += [partial(_line, item, f"form: {_word(item, 'kind')}", forms) for item in handed_in]
    drafts = [(f"draft: {_word(draft, 'kind')}", _as_form(draft, queue)) for draft in queue.drafts]
    return acts + [partial(_line, form, what, forms) for what, form in drafts]


def _refuse_unknown(item: Row, person: User, job: Job) -> tuple[str, str]:
    raise Refused("Nobody knows what it is.")


def _line(item: Row, what: str, take: Take) -> Line:
    """Take one thing and return its line; a refusal becomes the text of the line.

    What only the machine cannot do now is raised: the worker tries it again.
    """
    try:
        person = _person(item)
        came, said = take(item, person, _job(item, person))
    except TryAgainLater:
        raise
    except (Refused, PermissionDenied) as refusal:
        came, said = REFUSED, str(refusal)
    except (OperationalError, InterfaceError, OSError, Busy):
        raise  # of the machine; what the database refuses of a thing would be refused each time
    except Exception:
        log.exception("A thing of a tablet's export could not be taken")
        came, said = REFUSED, FAULT
    return Line(_word(item, "id"), _word(item, "job"), what.replace("_", " "), came, said)


def _person(item: Row) -> User:
    """Return the technician who made the item, also one who no longer works here."""
    key = item.get("person")
    person = User.objects.filter(pk=key, role=Role.FIELD).first() if type(key) is int else None
    if person is None:
        raise Refused("Nobody of the field is known under whom it was made.")
    return person


def _job(item: Row, person: User) -> Job:
    job = Job.objects.ever_assigned_to(person).filter(number=_word(item, "job")).first()
    if job is None:
        raise Refused(f"{person.name} was never booked for this job.")
    return job


def _file_taker(queue: QueueZip, by: User) -> Take:
    def take(item: Row, person: User, job: Job) -> tuple[str, str]:
        pk = _id(item)
        model, key, act = _FILES[_word(item, "type")]
        if model._default_manager.filter(job=job, **{key: pk}).exists():
            return THERE, ""
        content = queue.blob(pk, _word(item, "sha256"))
        if content is None:
            raise Refused("Its file is not in the zip.")
        words = {name: str(value) for name, value in item.items() if isinstance(value, str | int)}
        words["person"] = str(item.get("signer") or "")
        sent = SentFile(pk, ContentFile(content, name=str(pk)), words, None)
        act(job=job, sent=sent, by=person, brought_by=by)
        return TAKEN, ""

    return take


_FILES: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "photo": (Photo, "pk", take_photo),
    "signature": (Signature, "sent_as", take_signature),
}


def _form_taker(by: User) -> Take:
    def take(item: Row, person: User, job: Job) -> tuple[str, str]:
        kind, body = _word(item, "kind"), str(item.get("body") or "").encode(errors="replace")
        if kind not in SubmissionKind.values:
            raise Refused("Nobody takes a form of this kind.")
        if item.get("sha256") != hashlib.sha256(body).hexdigest():
            raise Refused("It is not as the tablet wrote it.")
        taken = submissions.take(job=job, kind=kind, pk=_id(item), body=body, by=person, brought_by=by)
        return (THERE if taken.again else TAKEN), taken.receipt["said"]

    return take


def _as_form(draft: Row, queue: QueueZip) -> Row:
    """Return a draft as an unfinished form; the same content always has the same id."""
    own = [
        item for item in queue.items if all(item.get(n) == draft.get(n) for n in ("job", "kind", "person"))
    ]
    body = {
        **{name: draft.get(name) for name in ("job", "kind", "person", "form_version", "rules_version")},
        "tablet": queue.tablet,
        "finish": False,
        "made_at": draft.get("changed_at") or draft.get("started_at"),
        "fields": draft.get("fields") or {},
        "readings": draft.get("readings") or [],
        "photos": [_named(item) for item in own if _word(item, "type") == "photo"],
        "signatures": [_named(item) for item in own if _word(item, "type") == "signature"],
    }
    pk = str(uuid5(NAMESPACE_URL, f"kilowire-draft:{json.dumps(body)}"))
    text = json.dumps({"id": pk, **body})
    return {**draft, "id": pk, "body": text, "sha256": hashlib.sha256(text.encode()).hexdigest()}


def _named(item: Row) -> Row:
    return {"id": item.get("id"), "sha256": item.get("sha256")}


def _id(item: Row) -> UUID:
    pk = uuid_in(item.get("id"))
    if pk is None:
        raise Refused("It has no number of its own.")
    return pk


def _word(item: Row, name: str) -> str:
    return str(item.get(name) or "")[:80]
