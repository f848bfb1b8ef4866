"""The intake: open a job with its number, site and homeowner; accept it; change its kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import (
    Claim,
    EventKind,
    Job,
    JobNumberCounter,
    Jurisdiction,
    Party,
    Person,
    PersonRole,
    RoleOnJob,
    Site,
    Utility,
    UtilityAccount,
)
from jobs.open_items.keys import ACCEPT
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.floor.normal.phones import text_number
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason
from kilowire.models import User

EVERY_ROLE_OF_A_HOMEOWNER = (
    PersonRole.OWNER,
    PersonRole.ACCOUNT_HOLDER,
    PersonRole.OCCUPANT,
    PersonRole.PAYER,
)


@transaction.atomic
def open_job(
    *,
    kind: str,
    name: str,
    email: str = "",
    phone: str = "",
    language: str = "en",
    is_65_or_over: bool | None = None,
    street: str,
    city: str,
    postal_code: str,
    jurisdiction: Jurisdiction,
    utility: Utility,
    by: User,
    on: date | None = None,
    wishes: str = "",
    roles: tuple[str, ...] = EVERY_ROLE_OF_A_HOMEOWNER,
    access: dict[str, str] | None = None,
    answers_claim: Claim | None = None,
) -> Job:
    """Open a job at Intake under the next job number, with its site and its homeowner in the given roles.

    ``is_65_or_over`` is None where nobody asked. ``answers_claim`` is the warranty claim on an earlier job
    that this one answers. ``access`` holds ``gate_note``, ``dog_note`` and ``access_note``. The number is
    taken under a lock until the transaction ends, so a rollback leaves no gap.
    """
    number = _next_number()
    on = on or timezone.localdate()
    site = Site.objects.create(
        street=street,
        city=city,
        postal_code=postal_code,
        jurisdiction=jurisdiction,
        utility=utility,
        **(access or {}),
    )
    job = Job.objects.create(
        number=number,
        kind=kind,
        site=site,
        homeowner_name=name,
        wishes=wishes,
        opened_on=on,
        opened_by=by,
        answers_claim=answers_claim,
    )
    homeowner = Person(job=job, name=name, email=email, phone=phone, language=language)
    _add_homeowner(homeowner, roles, is_65_or_over)
    search.index(job)
    _record_opening(job, on, by)
    return job


@transaction.atomic
def open_and_accept(*, by: User, **given: Any) -> Job:
    """Open a job as ``open_job`` does, and take it on; both or neither."""
    job = locked(open_job(by=by, **given))
    return accept_job(job=job, by=by, on=job.opened_on)


@transaction.atomic
def accept_job(*, job: Job, by: User, on: date | None = None) -> Job:
    """Accept the job; refused while none of its people has a phone number or an email address."""
    job, on = locked(job), on or timezone.localdate()
    if not any(person.can_be_reached for person in Person.objects.of(job)):
        raise Refused("Add a phone number or an email address first: nobody can be reached.")
    open_items.end_by_key(job=job, key=ACCEPT, by=by, on=on)
    return milestones.stamp(job=job, milestone=Milestone.ACCEPTED, on=on, by=by)


@transaction.atomic
def change_kind(*, job: Job, kind: str, because: str, by: User) -> Job:
    """Change the kind of job for a written reason, e.g. an older adapter found; refused after the verdict."""
    job = locked(job)
    if Milestone.ELIGIBLE in job.standing:
        raise Refused("The kind of job is part of the verdict: undo the eligibility first.")
    needs_reason(because)
    before = job.kind
    job.kind = kind
    job.save(update_fields=["kind"])
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence=f"Now a {kind}",
        because=because,
        by=by,
        before={"kind": before},
        after={"kind": kind},
    )
    return job


def _add_homeowner(person: Person, roles: tuple[str, ...], is_65_or_over: bool | None) -> None:
    person.is_65_or_over, person.text_number = is_65_or_over, text_number(person.phone)
    person.save(force_insert=True)
    job, holder_name = person.job, person.name if PersonRole.ACCOUNT_HOLDER in roles else ""
    RoleOnJob.objects.bulk_create([RoleOnJob(job=job, person=person, role=role) for role in roles])
    UtilityAccount.objects.create(job=job, holder_name=holder_name)


def _record_opening(job: Job, on: date, by: User) -> None:
    answering = f", for the warranty claim on {job.answers_claim.job}" if job.answers_claim else ""
    history.record(
        job=job,
        kind=EventKind.OPENED,
        sentence=f"Job opened as {job.get_kind_display().lower()}{answering}",
        on=on,
        by=by,
    )
    open_items.add(
        job=job,
        party=Party.OFFICE,
        what="Decide whether we take the job",
        key=ACCEPT,
        act="jobs:accept",
        since_on=on,
        by=by,
    )


def _next_number() -> str:
    JobNumberCounter.objects.get_or_create(pk=1)
    counter = JobNumberCounter.objects.select_for_update().get(pk=1)
    number, counter.next_number = counter.next_number, counter.next_number + 1
    counter.save(update_fields=["next_number"])
    return f"KW-{number}"
