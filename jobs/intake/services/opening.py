"""Open jobs with their numbers, sites and homeowners: the one from a call, and those of a list at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.history.services.history import Line
from jobs.models import (
    Claim,
    EventKind,
    Job,
    JobNumberCounter,
    Jurisdiction,
    Party,
    Person,
    PersonRole,
    Reference,
    ReferenceKind,
    RoleOnJob,
    Site,
    Utility,
    UtilityAccount,
)
from jobs.open_items.keys import ACCEPT
from jobs.open_items.services.new_jobs import open_on_new_jobs
from jobs.open_items.wanted import Wanted
from jobs.search.services import search
from kilowire.floor.normal.phones import text_number
from kilowire.models import User

EVERY_ROLE_OF_A_HOMEOWNER = (
    PersonRole.OWNER,
    PersonRole.ACCOUNT_HOLDER,
    PersonRole.OCCUPANT,
    PersonRole.PAYER,
)
_NUMBERS = (("account_number", ReferenceKind.ACCOUNT), ("meter_number", ReferenceKind.METER))


@dataclass(frozen=True, kw_only=True)
class FirstCall:
    """What is known of a job when it is opened.

    ``is_65_or_over`` is None where nobody asked. ``answers_claim`` is the warranty claim on an earlier job
    that this one answers. ``access`` holds ``gate_note``, ``dog_note`` and ``access_note``. ``on`` is the day
    of the call, by default today; ``source`` is a ``LeadSource``; ``origin`` completes the history's "Job
    opened as installation". ``second_meter_of`` is the job for the first meter of this house.
    """

    kind: str
    name: str
    street: str
    city: str
    postal_code: str
    jurisdiction: Jurisdiction
    utility: Utility
    email: str = ""
    phone: str = ""
    language: str = "en"
    is_65_or_over: bool | None = None
    wishes: str = ""
    roles: tuple[str, ...] = EVERY_ROLE_OF_A_HOMEOWNER
    access: dict[str, str] | None = None
    answers_claim: Claim | None = None
    account_number: str = ""
    meter_number: str = ""
    on: date = field(default_factory=timezone.localdate)
    source: str = ""
    origin: str = ""
    second_meter_of: Job | None = None


@transaction.atomic
def open_jobs(*, calls: Sequence[FirstCall], by: User) -> list[Job]:
    """Open a job at Intake for each call, under the next numbers, with its site and its homeowner.

    The numbers are taken under a lock until the transaction ends, so a rollback leaves no gap. The number of
    queries does not grow with the number of calls.
    """
    counter = lock_numbers()
    first, counter.next_number = counter.next_number, counter.next_number + len(calls)
    counter.save(update_fields=["next_number"])
    jobs = _jobs(calls, first, by)
    _add_homeowners(jobs, calls)
    search.index_new(jobs)
    _record_openings(jobs, calls, by)
    return jobs


def lock_numbers() -> JobNumberCounter:
    """Lock the next job number until the transaction ends: nobody else opens a job meanwhile."""
    JobNumberCounter.objects.get_or_create(pk=1)
    return JobNumberCounter.objects.select_for_update().get(pk=1)


def _jobs(calls: Sequence[FirstCall], first: int, by: User) -> list[Job]:
    sites = Site.objects.bulk_create(_site(call) for call in calls)
    return Job.objects.bulk_create(
        Job(
            number=f"KW-{number}",
            kind=call.kind,
            site=site,
            homeowner_name=call.name,
            wishes=call.wishes,
            opened_on=call.on,
            opened_by=by,
            answers_claim=call.answers_claim,
            second_meter_of=call.second_meter_of,
            source=call.source,
        )
        for number, (call, site) in enumerate(zip(calls, sites, strict=True), first)
    )


def _site(call: FirstCall) -> Site:
    return Site(
        street=call.street,
        city=call.city,
        postal_code=call.postal_code,
        jurisdiction=call.jurisdiction,
        utility=call.utility,
        **(call.access or {}),
    )


def _add_homeowners(jobs: Sequence[Job], calls: Sequence[FirstCall]) -> None:
    people = Person.objects.bulk_create(_person(job, call) for job, call in zip(jobs, calls, strict=True))
    rows = list(zip(jobs, people, calls, strict=True))
    RoleOnJob.objects.bulk_create(
        RoleOnJob(job=job, person=person, role=role) for job, person, call in rows for role in call.roles
    )
    UtilityAccount.objects.bulk_create(
        UtilityAccount(
            job=job,
            holder_name=call.name if PersonRole.ACCOUNT_HOLDER in call.roles else "",
            account_number=call.account_number,
            meter_number=call.meter_number,
        )
        for job, _, call in rows
    )
    Reference.objects.bulk_create(
        Reference(job=job, kind=kind, value=getattr(call, name), source="account")
        for job, _, call in rows
        for name, kind in _NUMBERS
        if getattr(call, name)
    )


def _person(job: Job, call: FirstCall) -> Person:
    return Person(
        job=job,
        name=call.name,
        email=call.email,
        phone=call.phone,
        text_number=text_number(call.phone),
        language=call.language,
        is_65_or_over=call.is_65_or_over,
    )


def _record_openings(jobs: Sequence[Job], calls: Sequence[FirstCall], by: User) -> None:
    lines = [(job, _opening(job, call)) for job, call in zip(jobs, calls, strict=True)]
    history.record_each(lines=lines, by=by)
    decide = Wanted(ACCEPT, Party.OFFICE, "Decide whether we take the job", act="jobs:accept")
    open_on_new_jobs(wanted=[(job, decide) for job in jobs], by=by)


def _opening(job: Job, call: FirstCall) -> Line:
    answering = f", for the warranty claim on {call.answers_claim.job}" if call.answers_claim else ""
    beside = f", for the second meter beside {call.second_meter_of}" if call.second_meter_of else ""
    opened = f"Job opened as {job.get_kind_display().lower()}{answering}{beside}{call.origin}"
    return Line(EventKind.OPENED, opened, on=call.on)
