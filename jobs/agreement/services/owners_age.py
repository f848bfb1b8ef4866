"""Whether the owner was 65 or over when signing, learned late: the right to cancel moves with it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from jobs.agreement.right_to_cancel import may_cancel_until
from jobs.agreement.services import items
from jobs.agreement.services.agreements import owner_of, refuse_ended
from jobs.agreement.services.contract_facts import work_booked
from jobs.agreement.services.papers import issue_summary
from jobs.history.services import history
from jobs.models import Agreement, EventKind, InstallationRecord
from jobs.people.services import people
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_day, spoken_list
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


@transaction.atomic
def say_owners_age(*, agreement: Agreement, owner_is_65_or_over: bool | None, by: User) -> Agreement:
    """Say whether the owner was 65 or over on the day of signing (None: not asked); the window follows.

    The history says what is booked, or was begun, inside the new window.
    """
    job = locked(agreement.job)
    agreement = locked(agreement)
    refuse_ended(agreement)
    new: dict[str, bool | date | None] = {
        "owner_is_65_or_over": owner_is_65_or_over,
        "cancellable_until_on": None,
    }
    if agreement.notices_given_on:
        begins_on = max(agreement.signed_on, agreement.notices_given_on)
        new["cancellable_until_on"] = may_cancel_until(begins_on, is_65_or_over=owner_is_65_or_over)
    before, after = history.changes(agreement, new)
    if not before:
        raise Refused("Nothing would change: that is how it stands.")
    for field, value in new.items():
        setattr(agreement, field, value)
    agreement.save(update_fields=list(new))
    owner = owner_of(job)
    if owner.is_65_or_over != owner_is_65_or_over:
        people.edit_person(person=owner, by=by, is_65_or_over=owner_is_65_or_over)
    agreement.job = job
    _tell(agreement, before, after, by)
    return agreement


def inside_the_window(agreement: Agreement) -> list[str]:
    """Return what is booked, or was begun, on days on which the owner may still cancel: one line for each."""
    job = agreement.job
    booked = [timezone.localtime(each.starts_at).date() for each in work_booked(job)]
    inside = [day for day in booked if agreement.may_be_cancelled_on(day)]
    lines = [f"Installation booked for {spoken_day(day)}" for day in inside]
    record = InstallationRecord.objects.of(job).first()
    if record and agreement.may_be_cancelled_on(record.work_started_on):
        lines.append(f"Work begun on {spoken_day(record.work_started_on)}")
    return lines


def _tell(agreement: Agreement, before: dict[str, object], after: dict[str, object], by: User) -> None:
    inside = inside_the_window(agreement) if agreement.cancellable_until_on else []
    history.record(
        job=agreement.job,
        kind=EventKind.EDITED,
        sentence="Right to cancel counted anew",
        because=f"Inside it: {spoken_list(inside)}" if inside else "",
        by=by,
        before=before,
        after=after,
    )
    items.bring_up_to_date(agreement.job, by)
    if Milestone.AGREED in agreement.job.standing:
        issue_summary(agreement, by, None)
