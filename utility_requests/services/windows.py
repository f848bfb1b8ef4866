"""The dates that the utility gives for its visit: given, moved, missed, waived or undone."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import EventKind, Job
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come
from kilowire.models import User
from utility_requests.models import SiteVisit, VisitWindow, WindowOver
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.telling import (
    tell_of_missed_visit,
    tell_of_window,
    tell_that_it_does_not_hold,
)
from utility_requests.services.window_ends import close_window, in_words, lose_window, open_window


@transaction.atomic
def record_window(
    *,
    visit: SiteVisit,
    starts_on: date,
    given_on: date,
    by: User,
    ends_on: date | None = None,
    hours: str = "",
) -> VisitWindow:
    """Record the date that the utility gave; risks of a wasted visit become open items."""
    visit, job = _locked_to_come(visit)
    ends_on = ends_on or starts_on
    standing = open_window(visit)
    if standing:
        did = _("recorded the date, %(date)s") % {"date": in_words(standing)}
        raise already(standing.recorded_by, did)
    _refuse_days(starts_on, ends_on, given_on)
    window = _open(visit, starts_on, ends_on, hours, given_on, by)
    job = stamp_window(job, window, by)
    bring_up_to_date(job, by, on=given_on)
    tell_of_window(job, window, by)
    return window


@transaction.atomic
def move_window(
    *,
    visit: SiteVisit,
    told_on: date,
    by: User,
    starts_on: date | None = None,
    ends_on: date | None = None,
    hours: str = "",
    note: str = "",
) -> SiteVisit:
    """Record that the utility moved its visit to another date, or to none yet; the fee stays as it is.

    The old window stays on record, and its photos are asked for again. Refused without an open window.
    """
    visit, job = _locked_to_come(visit)
    standing = _refuse_without_window(visit)
    if starts_on:
        _refuse_days(starts_on, ends_on or starts_on, told_on)
    close_window(standing, WindowOver.MOVED, told_on, note, by)
    name, before = job.site.utility.short_name, in_words(standing)
    if starts_on is None:
        _add_history(job, f"{name} took its date back, {before}", told_on, note, by)
        job = lose_window(job, f"{name} moved its visit and gave no other date", by, told_on)
        tell_that_it_does_not_hold(job, standing, by)
    else:
        window = _open(visit, starts_on, ends_on or starts_on, hours, told_on, by)
        now = in_words(window)
        _add_history(job, f"{name} moved its visit to {now}", told_on, note, by, before, now)
        tell_of_window(job, window, by, moved=True)
    bring_up_to_date(job, by, on=told_on)
    return visit


@transaction.atomic
def miss_window(*, visit: SiteVisit, on: date, by: User, note: str = "") -> SiteVisit:
    """Record that the utility did not come; visit and fee stay as they are. Refused without a window."""
    visit, job = _locked_to_come(visit)
    standing = _refuse_without_window(visit)
    day_has_come(on, field="happened_on")
    close_window(standing, WindowOver.DID_NOT_COME, on, note, by)
    name = job.site.utility.short_name
    _add_history(job, f"{name} did not come, {in_words(standing)}", on, note, by)
    job = lose_window(job, f"{name} did not come", by, on)
    bring_up_to_date(job, by, on=on)
    tell_of_missed_visit(job, by, on)
    return visit


@transaction.atomic
def waive_window(*, visit: SiteVisit, because: str, by: User, on: date | None = None) -> Job:
    """Waive the utility's date for a written reason, which the owner sees."""
    visit = locked(visit)
    job = milestones.waive(job=visit.job, milestone=Milestone.OUTAGE_CONFIRMED, because=because, by=by, on=on)
    bring_up_to_date(job, by, on=on)
    return job


@transaction.atomic
def undo_window(*, visit: SiteVisit, because: str, by: User) -> Job:
    """Undo the utility's date or its waiver, if recorded by mistake."""
    visit = locked(visit)
    job = milestones.withdraw(
        job=locked(visit.job), milestone=Milestone.OUTAGE_CONFIRMED, because=because, by=by
    )
    standing = open_window(visit)
    if standing:
        close_window(standing, WindowOver.UNDONE, timezone.localdate(), because, by)
        tell_that_it_does_not_hold(job, standing, by)
    bring_up_to_date(job, by)
    return job


def refuse_if_over(visit: SiteVisit) -> None:
    """Refuse any act on a visit that was dropped or has its outcome."""
    if visit.dropped_on:
        raise Refused(f"{visit} was dropped when the visit before it was undone.")
    if visit.outcome:
        words = {"ordinal": visit.ordinal, "outcome": visit.get_outcome_display().lower()}
        did = _("recorded the outcome of visit %(ordinal)s (%(outcome)s)") % words
        raise already(visit.recorded_by, did, visit.happened_on)


def stamp_window(job: Job, window: VisitWindow, by: User) -> Job:
    """Stamp the job with the utility's date. Call it under the job's lock."""
    name = job.site.utility.short_name
    return milestones.stamp(
        job=job, milestone=Milestone.OUTAGE_CONFIRMED, on=window.given_on, by=by,
        sentence=f"{name} comes on {in_words(window)}",
    )  # fmt: skip


def _locked_to_come(visit: SiteVisit) -> tuple[SiteVisit, Job]:
    visit = locked(visit)
    job = locked(visit.job)
    refuse_if_over(visit)
    return visit, job


def _refuse_without_window(visit: SiteVisit) -> VisitWindow:
    standing = open_window(visit)
    if standing:
        return standing
    last = VisitWindow.objects.filter(visit=visit).exclude(over_as="").select_related("over_by").last()
    if last:
        words = {"how": last.get_over_as_display().lower(), "date": in_words(last)}
        did = _("recorded %(how)s for %(date)s, and no other date was given since") % words
        raise already(last.over_by, did)
    raise Refused("The utility has not given a date for this visit.")


def _refuse_days(starts_on: date, ends_on: date, given_on: date) -> None:
    if ends_on < starts_on:
        raise Refused("The window ends before it begins.", field="ends_on")
    day_has_come(given_on, field="given_on")
    if given_on > ends_on:
        raise Refused("The date was over before it was given.", field="starts_on")


def _open(
    visit: SiteVisit, starts_on: date, ends_on: date, hours: str, given_on: date, by: User
) -> VisitWindow:
    return VisitWindow.objects.create(
        visit=visit,
        starts_on=starts_on,
        ends_on=ends_on,
        hours=hours.strip(),
        given_on=given_on,
        recorded_by=by,
    )


def _add_history(
    job: Job, sentence: str, on: date, note: str, by: User, before: str = "", after: str = ""
) -> None:
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=sentence,
        because=note,
        on=on,
        by=by,
        before={"window": before} if before else {},
        after={"window": after} if after else {},
    )
