"""Keeps what a tablet puts aside: each thing once, under its own id, as it came."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from jobs.models import Job, Party, Photo, PutAside, PutAsideKind, Signature, Submission
from jobs.open_items.services import open_items
from jobs.tablet.services import tablets
from kilowire.floor.days import counted
from kilowire.floor.files.uploads import MEBIBYTE, sha256_of
from kilowire.floor.json_bodies import plain_json
from kilowire.floor.locks import locked
from kilowire.floor.parsing import uuid_in
from kilowire.floor.refusals import Incomplete, Refused, TooLarge
from kilowire.models import User

MOST_ITEM_BYTES = 4 * MEBIBYTE
KEY, ACT = "jobs.put_aside", "jobs:put_aside_of_job"
TWICE = "Another thing came under this number before: the office must look at this tablet."


@dataclass(frozen=True)
class Handed:
    """What a tablet hands over: its record as JSON, the bytes if it has any, and why it was refused."""

    id: UUID
    item: File[Any]
    file: File[Any] | None
    sha256: str
    because: str

    def refuse_unless_whole(self) -> None:
        most = settings.UPLOAD_MAX_BYTES
        if self.file and (self.file.size or 0) > most:
            raise TooLarge(f"That file is larger than {most // MEBIBYTE} MB.")
        if (self.item.size or 0) > MOST_ITEM_BYTES:
            raise TooLarge("That form is larger than the office takes at once.")
        if len(self.sha256) != 64 or (self.file and sha256_of(self.file) != self.sha256):
            raise Incomplete("This did not arrive whole: send it again.")


def put_aside(*, handed: Handed, by: User) -> None:
    """Keep a thing that could not be filed, and ask the office; what came already changes nothing.

    Its record is kept as it came, even where nobody can read it. Raises ``TooLarge`` beyond the limits and
    ``Incomplete`` where the SHA-256 of its bytes differs; other bytes under an id that is known are
    ``Refused``. A thing that was filed meanwhile is not kept.
    """
    handed.refuse_unless_whole()
    earlier = PutAside.objects.filter(pk=handed.id).first()
    if earlier and earlier.sha256 != handed.sha256:
        raise Refused(TWICE)
    if not earlier and not is_filed(handed.id, handed.sha256):
        _keep(handed, read_item(handed.item), by)


@transaction.atomic
def _keep(handed: Handed, item: dict[str, Any], by: User) -> None:
    number = str(item.get("job") or "")[:20]
    job = Job.objects.ever_assigned_to(by).filter(number=number).first()
    job = locked(job) if job else None
    if PutAside.objects.filter(pk=handed.id).exists():
        return
    said, likely = str(item.get("type") or ""), PutAsideKind.PHOTO if handed.file else PutAsideKind.FORM
    row = PutAside(id=handed.id, job=job, by=by, because=handed.because[:400], sha256=handed.sha256)
    row.kind = said if said in PutAsideKind.values else likely
    row.what = str(item.get("slot") or item.get("paper") or item.get("kind") or "").replace("_", " ")[:40]
    row.tablet = tablets.known_tablet(uuid_in(item.get("tablet")), by, timezone.now())
    row.item.save("item.json", handed.item, save=False)
    if handed.file:
        row.file.save("file.bin", handed.file, save=False)
    row.save(force_insert=True)
    if job:
        ask_the_office(job, by)


def read_item(file: IO[bytes]) -> dict[str, Any]:
    """Return a tablet's record of a thing; empty where it cannot be read."""
    file.seek(0)
    try:
        item = plain_json(file.read(MOST_ITEM_BYTES))
    except (ValueError, json.JSONDecodeError):
        item = {}
    file.seek(0)
    return item if isinstance(item, dict) else {}


def ask_the_office(job: Job, by: User) -> None:
    """Keep one open item for all that was put aside on a job; end it where nothing is left.

    The caller has locked the job.
    """
    count = PutAside.objects.open().filter(job=job).count()
    if not count:
        open_items.end_by_key(job=job, key=KEY, by=by, note="Settled")
        return
    what = f"Settle what a tablet put aside: {counted(count, 'thing')}"
    open_items.add(job=job, party=Party.OFFICE, what=what, key=KEY, act=ACT, by=by)


def is_filed(pk: UUID, sha256: str) -> bool:
    """Return whether the same photo, signature or form is on file under this id."""
    return (
        Photo.objects.filter(pk=pk, sha256=sha256).exists()
        or Signature.objects.filter(sent_as=pk, upload__sha256=sha256).exists()
        or Submission.objects.filter(pk=pk, sha256=sha256).exists()
    )
