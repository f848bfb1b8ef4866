"""A form that was kept because its job was not ready: filed again from what was kept, once it is."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from jobs.models import Job, NotFiled, Submission
from jobs.tablet.services import conflicts, not_filed
from jobs.tablet.services.sent import Clock, Form, Sent
from jobs.tablet.services.submissions import files_of, own_tokens
from jobs.tablet.services.takers import taker_of
from kilowire.floor.locks import locked
from kilowire.floor.parsing import instant_in
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already
from kilowire.models import User


@transaction.atomic
def file_again(*, row: NotFiled, by: User) -> NotFiled:
    """File a kept form as if it came now, by the technician who filled it in; its receipt stays as it was.

    ``Refused`` with the sentence of its taker while the job is still not ready, and for a single answer.
    """
    submission = row.submission
    taker = taker_of(submission.kind)
    if taker.lock:
        taker.lock(row.job)
    job = locked(row.job)
    row = locked(row)
    if row.settled_at:
        raise already(row.settled_by, _("settled %(label)s") % {"label": row.label})
    if row.field:
        raise Refused("A single answer is entered by hand.")
    sent = _sent_again(submission, job)
    with override(settings.LANGUAGE_CODE):  # the taker's sentences are stored
        came = taker.write(sent)
    if came.held:
        raise Refused(came.held)
    found = conflicts.undecided(job=job, found=came.conflicts)
    conflicts.open_conflicts(submission=submission, found=found, by=by)
    not_filed.keep_not_filed(submission=submission, came=came, by=by)
    not_filed.settle_not_filed(row=row, note=f"Filed. {came.said}", by=by)
    return row


def _sent_again(submission: Submission, job: Job) -> Sent:
    """Return a kept form as its taker takes it, with the times that it had when it came."""
    made_at = instant_in(submission.body.get("made_at")) or submission.made_at
    form = Form(submission.body, submission.sha256, made_at)
    clock = Clock(submission.received_at, made_at - submission.made_at)
    photos, signatures = files_of(job, form)
    own = own_tokens(job, submission.kind, form)
    return Sent(submission.pk, job, submission.kind, form, submission.by, clock, photos, signatures, own)
