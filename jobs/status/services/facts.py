"""The facts of the status page, read in a few short queries that are compiled once for a process."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from jobs.directory.services.party_calendars import calendar_with
from jobs.models import (
    Appointment,
    CompanyRecord,
    Document,
    HomeownerLink,
    Job,
    Jurisdiction,
    OpenItem,
    Party,
)
from jobs.road.stages import Kind, Milestone, Stage
from jobs.status.facts import Coming, Company, HomeownerFacts, Item
from jobs.status.services.usual_times import usual_times
from kilowire.floor.calendars import Calendar
from kilowire.floor.compiled_rows import CompiledRows

_WAIVED = (Milestone.UTILITY_APPROVED, Milestone.OUTAGE_CONFIRMED)


class JobRow(NamedTuple):
    """What the page needs of job, site and utility, by their columns."""

    pk: int
    kind: str
    stage: str
    held_on: date | None
    cancelled_on: date | None
    charging_stopped_on: date | None
    jurisdiction_id: int
    utility: str
    utility_days: int | None
    utility_calendar: str
    utility_closed_days: list[str]
    utility_open_days: list[str]


class LinkRow(NamedTuple):
    """A link of the homeowner, as far as the status asks for it."""

    language: str
    expires_at: datetime


_OF_JOB = (
    "id",
    *("kind", "stage", "held_on", "cancelled_on", "charging_stopped_on", "site__jurisdiction_id"),
    *("site__utility__homeowner_name", "site__utility__typical_business_days", "site__utility__calendar"),
    *("site__utility__closed_days", "site__utility__open_days"),
)
_STAMPS = (*(f"{m}_on" for m in Milestone), *(f"{m}_waived_on" for m in _WAIVED))
_ITEM = (
    *("id", "party", "key", "what", "since_on", "expected_on", "first_expected_on", "dated_on", "window"),
    *("unwinds", "act"),
)
_read_link = CompiledRows(
    lambda pk, version: (
        HomeownerLink.objects.filter(pk=pk, version=version, revoked_at=None)
        .order_by()
        .values_list(
            *("person__language", "expires_at"), *(f"person__job__{name}" for name in (*_OF_JOB, *_STAMPS))
        )
    ),
    keys=2,
)
_read_job = CompiledRows(lambda pk: Job.objects.filter(pk=pk).order_by().values_list(*_OF_JOB, *_STAMPS))
_read_items = CompiledRows(lambda job: OpenItem.objects.filter(job=job).open().values_list(*_ITEM))
_read_coming = CompiledRows(
    lambda job: (
        Appointment.objects.filter(job=job).upcoming().values_list("id", "kind", "starts_at", "ends_at")
    )
)
_read_company = CompiledRows(
    lambda: CompanyRecord.objects.values_list(
        "effective_from", "name", "cslb_number", "classification", "phone", "email"
    ),
    keys=0,
)
_read_city = CompiledRows(
    lambda pk: (
        Jurisdiction.objects.filter(pk=pk)
        .order_by()
        .values_list(
            *(
                "complete_business_days",
                "approved_business_days",
                "calendar",
                "closed_weekdays",
                "closed_days",
            )
        )
    )
)


def facts_of_link(link_id: int, version: int) -> tuple[LinkRow, HomeownerFacts] | None:
    """Return the live link of this id and version with the facts of its job; None if there is none."""
    rows = _read_link(link_id, version)
    link = LinkRow(*rows[0][:2]) if rows else None
    if link is None or link.expires_at <= timezone.now():
        return None
    return link, _facts(rows[0][2:])


def facts_of_job(job_id: int) -> HomeownerFacts:
    """Return the facts of a job; ``IndexError`` where there is no such job."""
    return _facts(_read_job(job_id)[0])


def company_on(today: date) -> Company | None:
    """Return the company's name, license and contacts; None before the first record."""
    for effective_from, name, number, classification, phone, email in _read_company():
        if effective_from <= today:
            return Company(name, f"CSLB {number}, {classification}", phone, email)
    return None


def _facts(row: tuple[Any, ...]) -> HomeownerFacts:
    job, stamps = JobRow(*row[: len(_OF_JOB)]), row[len(_OF_JOB) :]
    today, items = timezone.localdate(), tuple(Item(*each) for each in _read_items(job.pk))
    days = tuple((m, day) for m, day in zip(Milestone, stamps[: len(Milestone)], strict=True) if day)
    waived = (m for m, day in zip(_WAIVED, stamps[len(Milestone) :], strict=True) if day)
    standing = frozenset((*(m for m, _day in days), *waived))
    city_days, calendars = _city(job, standing, items)
    return HomeownerFacts(
        kind=job.kind,
        stage=job.stage,
        standing=standing,
        days=days,
        utility=job.utility,
        today=today,
        items=items,
        coming=tuple(each for each in _coming(job.pk) if each.ends_at.date() >= today),
        usual=usual_times(job.kind),
        held=job.held_on is not None,
        stopped=job.charging_stopped_on is not None,
        cancelled_on=job.cancelled_on,
        has_papers=_has_papers(job),
        company=company_on(today),
        utility_days=job.utility_days,
        city_days=city_days,
        calendars=((Party.UTILITY.value, _utility_calendar(job)), *calendars),
    )


def _coming(job_id: int) -> list[Coming]:
    return [
        Coming(pk, kind, timezone.localtime(starts_at), timezone.localtime(ends_at))
        for pk, kind, starts_at, ends_at in _read_coming(job_id)
    ]


def _city(
    job: JobRow, standing: frozenset[str], items: tuple[Item, ...]
) -> tuple[int | None, tuple[tuple[str, Calendar], ...]]:
    """The city's days and calendar, asked for only while something of the city's is to come."""
    awaited = any(item.party == Party.CITY and item.expected_on for item in items)
    if not awaited and (Milestone.PERMIT_ISSUED in standing or job.kind == Kind.REMOVAL):
        return None, ()
    complete, approved, calendar, weekdays, closed = _read_city(job.jurisdiction_id)[0]
    return complete + approved, ((Party.CITY.value, calendar_with(calendar, weekdays, closed, [])),)


def _utility_calendar(job: JobRow) -> Calendar:
    return calendar_with(job.utility_calendar, "", job.utility_closed_days, job.utility_open_days)


def _has_papers(job: JobRow) -> bool:
    """Whether a paper of ours can be opened; asked only where the page speaks of the papers."""
    if job.stage not in (Stage.WARRANTY, Stage.DONE):
        return False
    return Document.objects.filter(job=job.pk).in_force().ready().exists()
