"""Conflicts of fields that office and tablet both changed: keep both values, let the office choose one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import Chosen, Conflict, EventKind, Job, Party, Submission
from jobs.open_items.services import open_items
from jobs.tablet.services.takers import FieldConflict, taker_of
from kilowire.floor.bases import base_of
from kilowire.floor.days import counted
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already
from kilowire.models import User

KEY, ACT = "jobs.conflicts", "jobs:conflicts"


def undecided(*, job: Job, found: Sequence[FieldConflict]) -> tuple[FieldConflict, ...]:
    """Return the conflicts without those whose same two values the office decided for itself before."""
    kept = Conflict.objects.of(job).filter(chosen=Chosen.OFFICE)
    decided = {_field_and_values(conflict) for conflict in kept} if found else set()
    return tuple(field for field in found if _field_and_values(field) not in decided)


def open_conflicts(*, submission: Submission, found: Sequence[FieldConflict], by: User) -> None:
    """Keep both values of each field and open an item for the office. The caller has locked the job."""
    if not found:
        return
    waiting = {_field_and_values(conflict) for conflict in Conflict.objects.of(submission.job).open()}
    for field in found:
        if _field_and_values(field) not in waiting:
            _conflict(submission, field).save(force_insert=True)
    _ask_the_office(submission.job, by)


@transaction.atomic
def settle_conflict(*, conflict: Conflict, chosen: str, by: User) -> Conflict:
    """Choose one of the two values; the taker of the form writes the tablet's.

    A conflict that is settled already, and a choice other than ``Chosen``, are ``Refused``.
    """
    taker = taker_of(conflict.submission.kind)
    if taker.lock:
        taker.lock(conflict.job)
    job = locked(conflict.job)
    conflict = locked(conflict)
    if conflict.chosen:
        words = {"value": conflict.get_chosen_display().lower(), "label": conflict.label}
        raise already(conflict.chosen_by, _("chose %(value)s for %(label)s") % words)
    if chosen not in Chosen.values:
        raise Refused("Choose one of the two values.", field="chosen")
    conflict.chosen, conflict.chosen_at, conflict.chosen_by = chosen, timezone.now(), by
    conflict.save(update_fields=["chosen", "chosen_at", "chosen_by"])
    if chosen == Chosen.TABLET and taker.settle:
        taker.settle(conflict, by)
    _record_choice(conflict, job, by)
    _ask_the_office(job, by)
    return conflict


def _record_choice(conflict: Conflict, job: Job, by: User) -> None:
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence=f"{conflict.label}: {Chosen(conflict.chosen).label.lower()} chosen, "
        f"office “{conflict.office_shown}”, tablet “{conflict.tablet_shown}”",
        by=by,
        before={"office": conflict.office_shown, "tablet": conflict.tablet_shown},
        after={
            "chosen": conflict.tablet_shown if conflict.chosen == Chosen.TABLET else conflict.office_shown
        },
    )


def _ask_the_office(job: Job, by: User) -> None:
    """Keep one open item for all open conflicts of a job, with their number; end it where there are none."""
    count = Conflict.objects.of(job).open().count()
    if not count:
        open_items.end_by_key(job=job, key=KEY, by=by, note="Chosen")
        return
    open_items.add(
        job=job,
        party=Party.OFFICE,
        what=f"Choose between office and tablet: {counted(count, 'value')}",
        key=KEY,
        act=ACT,
        by=by,
    )


def _field_and_values(conflict: Conflict | FieldConflict) -> tuple[str, str, str]:
    return conflict.field, base_of(conflict.office_value), base_of(conflict.tablet_value)


def _conflict(submission: Submission, found: FieldConflict) -> Conflict:
    return Conflict(
        job=submission.job,
        submission=submission,
        field=found.field,
        label=found.label[:120],
        office_value=found.office_value,
        tablet_value=found.tablet_value,
        office_shown=found.office_shown[:400],
        tablet_shown=found.tablet_shown[:400],
    )
