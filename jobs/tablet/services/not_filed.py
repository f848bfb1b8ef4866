"""Answers and forms from tablets that could not be filed: kept before the office until it settles each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import EventKind, Job, NotFiled, Party, Submission, SubmissionKind
from jobs.open_items.services import open_items
from jobs.tablet.services.takers import FormTaken
from kilowire.floor.bases import base_of
from kilowire.floor.days import counted
from kilowire.floor.locks import locked
from kilowire.floor.refusing import already, needs_reason
from kilowire.models import User

KEY, ACT = "jobs.not_filed", "jobs:conflicts"
ANSWERED_AGAIN = "It came again, and was filed"


def keep_not_filed(*, submission: Submission, came: FormTaken, by: User) -> None:
    """Keep what could not be filed of a form, and settle what this form brings again.

    What the office has seen once with the same words is not asked again. The caller has locked the job.
    """
    earlier = NotFiled.objects.of(submission.job).filter(submission__kind=submission.kind)
    found = list(_found(submission, came)) if came.refused or came.held else []
    seen = {_identity(row) for row in earlier} if found else set()
    NotFiled.objects.bulk_create([row for row in found if _identity(row) not in seen])
    settled = earlier.open().exclude(submission=submission).exclude(field__in=[row.field for row in found])
    if not came.held:
        settled = settled.filter(field__in=["", *_fields(submission)])
        settled.update(settled_at=timezone.now(), settled_by=by, note=ANSWERED_AGAIN)
    _ask_the_office(submission.job, by)


def _found(submission: Submission, came: FormTaken) -> Iterator[NotFiled]:
    given = _fields(submission)
    if came.held:
        label = SubmissionKind(submission.kind).label
        yield NotFiled(job=submission.job, submission=submission, label=label, because=came.held[:400])
    for name, refused in came.refused.items():
        yield NotFiled(
            job=submission.job,
            submission=submission,
            field=name[:60],
            label=refused.label[:120],
            shown=(refused.shown or _shown(given.get(name)))[:400],
            because=refused.because[:400],
            given=given.get(name),
        )


def _fields(submission: Submission) -> dict[str, Any]:
    """Return the answers of a form by field; none where it has no table of them, as a step has none."""
    fields = submission.body.get("fields")
    return fields if isinstance(fields, dict) else {}


def _shown(given: dict[str, Any] | None) -> str:
    if not given:
        return ""
    if given.get("cannot_tell"):
        return f"Cannot tell: {given['cannot_tell']}"
    value = given.get("value")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _identity(row: NotFiled) -> tuple[str, str, str]:
    given = row.given or {}
    return row.field, base_of([given.get("value"), given.get("cannot_tell")]), row.because


@transaction.atomic
def settle_not_filed(*, row: NotFiled, note: str, by: User) -> NotFiled:
    """Settle what could not be filed, with what was done about it; without a word it is ``Refused``."""
    job = locked(row.job)
    row = locked(row)
    if row.settled_at:
        raise already(row.settled_by, _("settled %(label)s") % {"label": row.label})
    needs_reason(note, _("Say what was done with it."), field="note")
    _settle([row], note, by)
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"From a tablet and not filed: {row.label}, settled",
        because=note,
        by=by,
        before={"sent": row.shown} if row.shown else {},
    )
    _ask_the_office(job, by)
    return row


def _settle(rows: Iterable[NotFiled], note: str, by: User) -> None:
    for row in rows:
        row.settled_at, row.settled_by, row.note = timezone.now(), by, note.strip()[:400]
        row.save(update_fields=["settled_at", "settled_by", "note"])


def _ask_the_office(job: Job, by: User) -> None:
    """Keep one open item for all that could not be filed, named if it is one; end it if nothing is left."""
    labels = NotFiled.objects.of(job).open().values_list("label", flat=True)
    if not labels:
        open_items.end_by_key(job=job, key=KEY, by=by, note="Settled")
        return
    named = labels[0] if len(labels) == 1 else counted(len(labels), "thing")
    what = f"Settle what came from a tablet and could not be filed: {named}"
    open_items.add(job=job, party=Party.OFFICE, what=what, key=KEY, act=ACT, by=by)
