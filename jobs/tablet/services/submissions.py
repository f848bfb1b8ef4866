"""Forms from the tablets: each is taken once, with the files that it names, and answered with a receipt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from jobs.history.services import history
from jobs.models import EventKind, Job, Photo, Signature, Submission, SubmissionKind
from jobs.tablet.services import conflicts, not_filed, tablets
from jobs.tablet.services.off_calendar import why_off_calendar
from jobs.tablet.services.receipts import receipt_of
from jobs.tablet.services.sent import UNREADABLE, Clock, Form, Sent, read_body
from jobs.tablet.services.takers import FormTaken, taker_of
from jobs.tablet.services.without_photos import ask_for_left_out
from kilowire.floor.locks import locked
from kilowire.floor.parsing import instant_in, uuid_in
from kilowire.floor.refusals import Refused, StillMissing
from kilowire.models import User

NO_LONGER_THERE = "filled in for an appointment that is no longer on the calendar"


@dataclass(frozen=True)
class Taken:
    """The receipt, and whether the same form had been taken before."""

    receipt: dict[str, Any]
    again: bool

    @property
    def has_conflicts(self) -> bool:
        return bool(self.receipt["conflicts"])


def take(
    *,
    job: Job,
    kind: str,
    pk: UUID,
    body: bytes,
    by: User,
    sent_at: datetime | None = None,
    brought_by: User | None = None,
) -> Taken:
    """Take a form through the taker of its kind, and store it with its receipt.

    The same id with the same bytes returns the same receipt; with other bytes it is ``Refused``. A photo or
    signature that it names and that is not on file raises ``StillMissing``; a form of another user raises
    ``PermissionDenied``. ``sent_at`` is the tablet's clock on sending, ``brought_by`` who imported the form.
    """
    form = read_form(body)
    _refuse_mismatch(form, job, kind, pk, by)
    return _take(job=job, kind=kind, pk=pk, form=form, by=by, sent_at=sent_at, brought_by=brought_by)


def read_form(body: bytes) -> Form:
    """Parse the bytes of a form; unreadable ones are ``Refused``."""
    content = read_body(body)
    made_at = instant_in(content.get("made_at"))
    if made_at is None:
        raise Refused(UNREADABLE)
    return Form(content, hashlib.sha256(body).hexdigest(), made_at)


@transaction.atomic
def _take(
    *,
    job: Job,
    kind: str,
    pk: UUID,
    form: Form,
    by: User,
    sent_at: datetime | None,
    brought_by: User | None,
) -> Taken:
    taker = taker_of(kind)
    if taker.lock:
        taker.lock(job)
    job = locked(job)
    earlier = Submission.objects.filter(pk=pk).first()
    if earlier:
        return Taken(_receipt_of(earlier, form, job), again=True)
    clock = Clock.of(timezone.now(), sent_at)
    photos, signatures = files_of(job, form)
    sent = Sent(pk, job, kind, form, by, clock, photos, signatures, own_tokens(job, kind, form))
    sent = replace(sent, off_calendar=why_off_calendar(sent))
    ask_for_left_out(sent)
    with override(settings.LANGUAGE_CODE):  # the taker's sentence is stored with the form
        came = taker.write(sent)
    came = replace(came, conflicts=conflicts.undecided(job=job, found=came.conflicts))
    submission = _keep(sent, came, brought_by)
    conflicts.open_conflicts(submission=submission, found=came.conflicts, by=by)
    not_filed.keep_not_filed(submission=submission, came=came, by=by)
    return Taken(submission.receipt, again=False)


def _keep(sent: Sent, came: FormTaken, brought_by: User | None) -> Submission:
    form, received_at = sent.form, sent.clock.received_at
    submission = Submission.objects.create(
        id=sent.id,
        job=sent.job,
        kind=sent.kind,
        tablet=tablets.known_tablet(form.tablet, sent.by, received_at),
        by=sent.by,
        brought_by=brought_by,
        form_version=form.text("form_version", 40),
        rules_version=form.text("rules_version", 60),
        body=form.body,
        sha256=form.sha256,
        made_at=sent.made_at,
        received_at=received_at,
        receipt=receipt_of(sent, came),
        off_calendar=sent.off_calendar,
    )
    if sent.kind != SubmissionKind.STEP:
        _record_arrival(sent, brought_by or sent.by)
    return submission


def _record_arrival(sent: Sent, by: User) -> None:
    """Record that a form came, and where it was filled in for an appointment that is no longer there."""
    off = f", {NO_LONGER_THERE}: {sent.off_calendar}" if sent.off_calendar else ""
    history.record(
        job=sent.job,
        kind=EventKind.FILED,
        sentence=f"{SubmissionKind(sent.kind).label} came from {sent.by.name}'s tablet{off}",
        on=sent.on,
        by=by,
        after={"submission": str(sent.id), "sha256": sent.form.sha256},
    )


def _receipt_of(earlier: Submission, form: Form, job: Job) -> dict[str, Any]:
    if earlier.job_id != job.pk or earlier.sha256 != form.sha256:
        raise Refused("Another form came under this number before: the office must look at this tablet.")
    return earlier.receipt


def _refuse_mismatch(form: Form, job: Job, kind: str, pk: UUID, by: User) -> None:
    """Refuse a form whose id, job, kind or user differs from those of its address and session."""
    said = (uuid_in(form.body.get("id")), form.body.get("job"), form.body.get("kind"))
    if said != (pk, job.number, kind):
        raise Refused("This form is for another job or of another kind than its address.")
    if form.body.get("person") != by.pk:
        raise PermissionDenied("Somebody else filled in this form: they must sign in to send it.")


def files_of(job: Job, form: Form) -> tuple[tuple[Photo, ...], tuple[Signature, ...]]:
    """Return the photos and signatures that the form names; raise ``StillMissing`` if one is not on file."""
    photos = {photo.pk: photo for photo in Photo.objects.of(job).filter(pk__in=_ids(form, "photos"))}
    signed = Signature.objects.of(job).filter(sent_as__in=_ids(form, "signatures")).select_related("upload")
    signatures = {signature.sent_as: signature for signature in signed}
    on_file = {pk: photo.sha256 for pk, photo in photos.items()}
    on_file |= {pk: signature.upload.sha256 for pk, signature in signatures.items() if pk}
    named = [*form.rows("photos"), *form.rows("signatures")]
    missing = [str(row.get("id")) for row in named if not _is_on_file(row, on_file)]
    if missing:
        raise StillMissing("Photos or signatures of this form have not come yet; they go first.", missing)
    return (
        tuple(photos[pk] for pk in _ids(form, "photos") if pk in photos),
        tuple(signatures[pk] for pk in _ids(form, "signatures") if pk in signatures),
    )


def _is_on_file(row: dict[str, Any], on_file: dict[UUID, str]) -> bool:
    pk = uuid_in(row.get("id"))
    return pk in on_file and on_file[pk] == row.get("sha256")


def _ids(form: Form, name: str) -> Iterable[UUID]:
    return [pk for row in form.rows(name) if (pk := uuid_in(row.get("id")))]


def own_tokens(job: Job, kind: str, form: Form) -> dict[str, frozenset[str]]:
    """Return tokens of what this tablet's earlier forms wrote: it may change these without a conflict."""
    earlier = Submission.objects.of(job).filter(kind=kind, tablet=form.tablet, tablet__isnull=False)
    own: dict[str, set[str]] = {}
    for receipt in earlier.values_list("receipt", flat=True):
        for name, token in receipt.get("bases", {}).items():
            own.setdefault(name, set()).add(token)
    return {name: frozenset(tokens) for name, tokens in own.items()}
