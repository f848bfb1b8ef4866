"""Put a job on hold, resume it, cancel it, and reopen it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.agreement.services import change_orders, endings
from jobs.agreement.services import items as contract_items
from jobs.history.services import history
from jobs.holds.services.unwinding import open_unwinding
from jobs.models import Agreement, Event, EventKind, Job, NotGoingAhead, Party
from jobs.open_items.services import open_items
from jobs.road.item_endings import REOPENED
from jobs.road.stages import Stage
from jobs.signing.services import requests
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, needs_reason, not_after, not_before
from kilowire.models import User

_CANCELLATION = (
    *("cancelled_on", "cancelled_because", "cancelled_note", "recommended_instead"),
    *("cancel_notice_on", "settled_on"),
)
OUR_DECISION = (NotGoingAhead.INELIGIBLE, NotGoingAhead.NO_ANSWER, NotGoingAhead.OTHER_UTILITY)
"""Reasons of which the owner gives no notice: inside the right to cancel our own day counts."""


@transaction.atomic
def hold_job(*, job: Job, because: str, by: User, on: date | None = None) -> Job:
    """Put the job on hold for a written reason; acts of outside parties are still recorded."""
    job, on = locked(job), on or timezone.localdate()
    _refuse_if_cancelled(job)
    if job.held_on:
        raise already(_who_recorded(job, EventKind.HELD), _("put this job on hold"), job.held_on)
    needs_reason(because, _("Say what the job waits for: whoever opens it next will ask."))
    job.held_on, job.held_because = on, because.strip()[:400]
    job.save(update_fields=["held_on", "held_because"])
    history.record(
        job=job,
        kind=EventKind.HELD,
        sentence="On hold",
        because=job.held_because,
        on=on,
        by=by,
        after={"held_on": on.isoformat()},
    )
    return job


@transaction.atomic
def resume_job(*, job: Job, by: User, note: str = "", on: date | None = None) -> Job:
    """Resume a job that is on hold."""
    job, on = locked(job), on or timezone.localdate()
    if not job.held_on:
        raise Refused("This job is not on hold.")
    before = {"held_on": job.held_on.isoformat(), "held_because": job.held_because}
    _end_hold(job)
    history.record(
        job=job, kind=EventKind.HELD, sentence="Going on again", because=note, on=on, by=by, before=before
    )
    return job


@transaction.atomic
def cancel_job(
    *,
    job: Job,
    because: str,
    note: str,
    by: User,
    recommended_instead: str = "",
    on: date | None = None,
    notice_on: date | None = None,
) -> Job:
    """Cancel the job: record the reason and what we recommended instead, and open its unwinding items.

    ``notice_on`` is the day of the owner's notice of cancellation; inside the right to cancel all that was
    paid is refunded within ten days of it. The job's ordinary open items end, its appointments are cancelled,
    and a change order that nobody signed is dropped. When the last unwinding item ends, the job is settled.
    Refused once the job is closed out, and inside the right to cancel without the day of the notice.
    """
    job, on = locked(job), on or timezone.localdate()
    _refuse_cancelling(job, on)
    reason = NotGoingAhead(because)
    notice_on = _day_of_notice(job, reason, notice_on, on)
    change_orders.drop_pending(job=job, because="The job was cancelled", by=by)
    requests.withdraw_all(job=job, because="The job was cancelled", by=by)
    if job.held_on:
        _end_hold(job)
    job.cancel_notice_on = notice_on
    job.cancelled_on, job.cancelled_because = on, reason.value
    job.cancelled_note, job.recommended_instead = note.strip()[:400], recommended_instead
    job.save(update_fields=_CANCELLATION)
    noticed = {"cancel_notice_on": notice_on.isoformat()} if notice_on else {}
    history.record(
        job=job,
        kind=EventKind.CANCELLED,
        sentence=f"Not going ahead: {reason.label.lower()}",
        because=job.cancelled_note,
        on=on,
        by=by,
        after={"cancelled_on": on.isoformat(), "recommended_instead": recommended_instead, **noticed},
    )
    open_items.end_ordinary(job=job, by=by, on=on, note="The job was cancelled")
    open_unwinding(job=job, by=by, on=on)
    return job


@transaction.atomic
def reopen_job(*, job: Job, because: str, by: User) -> Job:
    """Reopen a cancelled job for a written reason; an open item asks the office what is still valid.

    A contract ends here: going ahead again needs a new signature.
    """
    job = locked(job)
    if not job.cancelled_on:
        raise Refused("This job was not cancelled.")
    needs_reason(because)
    before = {name: str(getattr(job, name)) for name in _CANCELLATION if getattr(job, name)}
    job.cancelled_on = job.settled_on = job.cancel_notice_on = None
    job.cancelled_because = job.cancelled_note = job.recommended_instead = ""
    job.save(update_fields=_CANCELLATION)
    history.record(
        job=job,
        kind=EventKind.CANCELLED,
        sentence="Going ahead after all",
        because=because.strip(),
        by=by,
        before=before,
    )
    open_items.end_unwinding(job=job, by=by, note="The job goes on")
    job = endings.end_contract(job=job, because="The job was cancelled; going ahead needs a new one", by=by)
    _ask_what_is_still_valid(job, by)
    contract_items.bring_up_to_date(job, by)
    return job


def _ask_what_is_still_valid(job: Job, by: User) -> None:
    open_items.add(
        job=job,
        party=Party.OFFICE,
        what="Look what still holds: open items and appointments ended when the job was cancelled",
        key=REOPENED,
        act="jobs:overview",
        by=by,
    )


def _end_hold(job: Job) -> None:
    job.held_on, job.held_because = None, ""
    job.save(update_fields=["held_on", "held_because"])


def _refuse_cancelling(job: Job, on: date) -> None:
    _refuse_if_cancelled(job)
    if job.stage in (Stage.WARRANTY, Stage.DONE):
        raise Refused("This job is closed out; what goes wrong now is recorded under Warranty.")
    not_before(on, job.opened_on, _("The job was opened"), field="on")


def _day_of_notice(job: Job, reason: NotGoingAhead, notice_on: date | None, on: date) -> date | None:
    """Return the day from which the refund counts; None without a contract or outside its window."""
    contract = Agreement.objects.of(job).in_force().first()
    if contract is None:
        return None
    if notice_on is None:
        if not contract.may_be_cancelled_on(on):
            return None
        if reason not in OUR_DECISION:
            raise Refused(
                "The owner may still cancel the contract: give the day of the owner's notice.",
                field="notice_on",
            )
        return on
    not_before(notice_on, contract.signed_on, _("The contract was signed"), field="notice_on")
    not_after(notice_on, on, _("The cancellation was decided"), field="notice_on")
    return notice_on


def _refuse_if_cancelled(job: Job) -> None:
    if job.cancelled_on:
        raise already(_who_recorded(job, EventKind.CANCELLED), _("cancelled this job"), job.cancelled_on)


def _who_recorded(job: Job, kind: str) -> str:
    latest = Event.objects.of(job).filter(kind=kind).select_related("by").first()
    return latest.who if latest else ""
