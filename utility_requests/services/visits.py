"""The outcome of a utility visit: set, removed, failed, no access, did not come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import EventKind, Job, ReferenceKind
from jobs.road.stages import Kind, Milestone
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come, needs_words
from kilowire.models import User
from utility_requests.failure_reasons import REASONS
from utility_requests.models import Outcome, SiteVisit, VisitFailure, VisitWindow, WindowOver
from utility_requests.models.visit import DONE
from utility_requests.services import window_ends, windows
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.papers import issue_visit_record
from utility_requests.services.requests import open_visit
from utility_requests.services.telling import tell_of_failed_visit

DID_NOT_COME = WindowOver.DID_NOT_COME.value


@transaction.atomic
def record_visit_outcome(
    *,
    visit: SiteVisit,
    outcome: str,
    happened_on: date,
    by: User,
    reasons: Sequence[str] = (),
    serial_seen: str = "",
    note: str = "",
) -> SiteVisit:
    """Record the outcome of a visit on the day it happened, with or without a window or an approval.

    *Failed* and *no access* open one next visit, which may cost a fee, however many reasons. Refused if an
    outcome is recorded, if it does not fit the kind of job, for *failed* without a reason, for *set* without
    a serial number, and for anything else with one.
    """
    if outcome == DID_NOT_COME:
        _refuse_serial(outcome, serial_seen)
        return windows.miss_window(visit=visit, on=happened_on, note=note, by=by)
    visit = locked(visit)
    job = locked(visit.job)
    _refuse_outcome(visit, job, outcome, happened_on, reasons, serial_seen)
    visit.outcome, visit.happened_on, visit.recorded_by = outcome, happened_on, by
    visit.serial_seen, visit.note = serial_seen.strip(), note.strip()[:400]
    visit.unannounced_on = _unannounced_on(visit, happened_on, by)
    visit.save(
        update_fields=["outcome", "happened_on", "recorded_by", "serial_seen", "note", "unannounced_on"]
    )
    VisitFailure.objects.bulk_create(
        [VisitFailure(visit=visit, reason=code) for code in dict.fromkeys(reasons)]
    )
    record = _record_done if outcome in DONE else _record_wasted
    job = record(visit, job, happened_on, by)
    bring_up_to_date(job, by, on=happened_on)
    return visit


def _refuse_outcome(
    visit: SiteVisit, job: Job, outcome: str, on: date, reasons: Sequence[str], serial_seen: str
) -> None:
    windows.refuse_if_over(visit)
    day_has_come(on, field="happened_on")
    right = Outcome.REMOVED if job.kind == Kind.REMOVAL else Outcome.SET
    if outcome in DONE and outcome != right:
        raise Refused(f"This is a {job.kind}: the adapter is {right.value}.", field="outcome")
    if outcome == Outcome.FAILED and not reasons:
        raise Refused("Say for which of its reasons the utility left.", field="reasons")
    if outcome != Outcome.FAILED and reasons:
        raise Refused("Reasons belong to a visit that failed.", field="reasons")
    _refuse_serial(outcome, serial_seen)
    if outcome == Outcome.SET:
        ask = _("Read the serial number off the adapter that is in the socket.")
        needs_words(serial_seen, ask, field="serial_seen")


def _refuse_serial(outcome: str, serial_seen: str) -> None:
    if outcome not in DONE and serial_seen.strip():
        sentence = "A serial number is read at a visit that set the adapter or took one out."
        raise Refused(sentence, field="serial_seen")


def _unannounced_on(visit: SiteVisit, on: date, by: User) -> date | None:
    """End the open window as kept, and return the day if it lies outside that window, else None."""
    window: VisitWindow | None = window_ends.open_window(visit)
    if window:
        window_ends.keep_window(window, on, by)
    return None if window and window.starts_on <= on <= window.ends_on else on


def _record_done(visit: SiteVisit, job: Job, on: date, by: User) -> Job:
    name, done = job.site.utility.short_name, "removed" if visit.outcome == Outcome.REMOVED else "set"
    serial = f", serial number {visit.serial_seen}" if visit.serial_seen else ""
    came = ", unannounced" if visit.unannounced_on else ""
    job = milestones.stamp(
        job=job, milestone=Milestone.ADAPTER_SET, on=on, by=by,
        sentence=f"{name} {done} the adapter{serial}{came}", reference=visit.serial_seen,
    )  # fmt: skip
    if visit.serial_seen and visit.outcome == Outcome.SET:
        search.refer(
            job=job,
            kind=ReferenceKind.ADAPTER_SERIAL,
            value=visit.serial_seen,
            source=f"visit:{visit.pk}",
        )
    issue_visit_record(job, visit, by, on=on)
    return job


def _record_wasted(visit: SiteVisit, job: Job, on: date, by: User) -> Job:
    name = job.site.utility.short_name
    what = (
        "found nobody to let it in" if visit.outcome == Outcome.NO_ACCESS else "left without doing the work"
    )
    reasons = list(visit.failures.filter(undone_on=None).values_list("reason", flat=True))
    found = "; ".join(REASONS[code].found for code in reasons)
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"{name} came and {what}",
        because=". ".join(filter(None, [found, visit.note])),
        on=on,
        by=by,
        after={"visit": visit.ordinal, "outcome": visit.outcome, "reasons": reasons},
    )
    open_visit(visit.request, job, on)
    tell_of_failed_visit(job, by, on)
    because = f"Visit {visit.ordinal}: {visit.get_outcome_display().lower()}"
    return window_ends.lose_window(job, because, by, on)
