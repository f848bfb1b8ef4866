"""What a homeowner sends us: photos before the first visit, photos asked for, a warranty claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from jobs.from_homeowner.services.photos_asked import photos_asked
from jobs.models import Claim, Person, PhotoRequest
from jobs.open_items.keys import LOOK_AT_BILL
from jobs.open_items.wanted import OFFICE, Wanted
from jobs.papers.services import paperwork
from jobs.people.services import said
from jobs.photos.services.sent_photos import file_sent_photo
from jobs.road.paper_kinds import UploadKind
from jobs.warranty.services import warranties
from kilowire.floor.refusals import Refused

OWN: dict[str, str] = {
    "meter": gettext_noop("Your electric meter"),
    "panel": gettext_noop("Your breaker panel, with its door open"),
    "bill": gettext_noop("Your electric bill"),
    "more": gettext_noop("Anything else that we should see"),
}
"""What a homeowner can show us before our first visit."""


class Sent(Protocol):
    """Files of one field: those that can be used, and a sentence for each that cannot."""

    @property
    def good(self) -> tuple[File[bytes], ...]: ...

    @property
    def refused(self) -> tuple[str, ...]: ...


def send_photos(*, person: Person, sent: Mapping[str, Sent], refused: Iterable[str]) -> str:
    """File what was sent, each by itself, and return what was not taken, as one text.

    A field is one of ``OWN``, or names a request (``asked-7``) or a rejected photo (``again-…``). A file that
    was filed before is not filed again. Where nothing could be filed it is ``Refused``.
    """
    asked = photos_asked(person.job)
    left, filed = list(refused), 0
    for name, each in sent.items():
        for file in each.good:
            try:
                _file(person, name, file, asked)
                filed += 1
            except Refused as refusal:
                left.append(str(refusal))
    if left and not filed:
        raise Refused(" ".join(left))
    return " ".join(left)


def _file(person: Person, name: str, file: File[bytes], asked: Mapping[str, Any]) -> None:
    if name == "bill":
        _file_bill(person, file)
    elif name in OWN:
        file_sent_photo(person=person, file=file, caption=f"From the homeowner: {OWN[name].lower()}")
    elif wish := asked.get(name):
        key = "request" if isinstance(wish, PhotoRequest) else "retakes"
        file_sent_photo(person=person, file=file, slot=wish.slot, **{key: wish})
    else:
        raise Refused(_("This photo is no longer asked for. Your page shows what is."))


def _file_bill(person: Person, file: File[bytes]) -> None:
    paperwork.file_upload(job=person.job, kind=UploadKind.BILL, file=file, by=None, by_person=person.name)
    what = f"Compare the bill from {person.name} with the utility account"
    wanted = Wanted(LOOK_AT_BILL, OFFICE, what, act="jobs:edit_account")
    said.say(person=person, sentence="Sent the electric bill", wanted=wanted)


def claim(*, person: Person, what: str, photos: Sent) -> str:
    """Open a warranty claim with its photos; return what was not taken of them."""
    opened = warranties.open_claim(
        job=person.job, what=what, reported_by=person.name, reported_on=timezone.localdate(), by=None
    )
    left = list(photos.refused)
    for file in photos.good:
        try:
            _of_claim(person, opened, file)
        except Refused as refusal:
            left.append(str(refusal))
    return " ".join(left)


def _of_claim(person: Person, opened: Claim, file: File[bytes]) -> None:
    opened.photos.add(file_sent_photo(person=person, file=file, caption=f"Warranty claim {opened.pk}"))
