"""The jacket's rows of many jobs at once: houses, people, stamps, history, open items, search words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from random import Random

from jobs.intake.services.intake import EVERY_ROLE_OF_A_HOMEOWNER
from jobs.models import (
    Event,
    EventKind,
    Job,
    Jurisdiction,
    NotGoingAhead,
    OpenItem,
    Party,
    Person,
    Reference,
    ReferenceKind,
    RoleOnJob,
    SearchWord,
    Site,
    Utility,
    UtilityAccount,
)
from jobs.open_items.keys import ACCEPT, unwinding_key
from jobs.road.stages import STEP, Stage
from jobs.search.services.search import fold
from kilowire.demo.bulk_plans import M, Plan
from kilowire.demo.houses import House, house
from kilowire.demo.people import Cast
from kilowire.demo.tale import at

# What a job of this stage waits for, and whose turn it is.
TURN_AT: dict[Stage, tuple[Party, str, str]] = {
    Stage.INTAKE: (Party.OFFICE, "Decide whether we take the job", "jobs:overview"),
    Stage.ASSESSMENT: (Party.HOMEOWNER, "Choose a day for the survey", "jobs:overview"),
    Stage.ELIGIBILITY: (Party.OFFICE, "Record the verdict", "assessments:assessment"),
    Stage.AGREEMENT: (Party.OWNER, "Sign the contract", "jobs:agreement"),
    Stage.INSTALLATION: (Party.FIELD, "Install circuit and charger", "jobs:installation"),
    Stage.COMMISSIONING: (Party.FIELD, "Test the charger and show it", "jobs:installation"),
    Stage.CLOSE_OUT: (Party.OFFICE, "Register the devices and close out", "jobs:closeout"),
}


@dataclass
class Written:
    """A job that has its row, with what the other rows are made of."""

    plan: Plan
    house: House
    job: Job
    permit: str
    request: str
    adapter: str
    charger: str

    def day(self, milestone: M) -> date | None:
        return self.plan.reached.get(milestone)


@dataclass(frozen=True)
class Directory:
    """The rows that every job points at, fetched once."""

    cast: Cast
    cities: dict[str, Jurisdiction]
    utilities: dict[str, Utility]


def directory(cast: Cast) -> Directory:
    return Directory(
        cast,
        {city.key: city for city in Jurisdiction.objects.all()},
        {utility.key: utility for utility in Utility.objects.all()},
    )


@lru_cache(maxsize=8192)
def noon(day: date) -> datetime:
    return at(day, 12)


def write_jobs(batch: list[Plan], known: Directory, random: Random) -> list[Written]:
    """Write houses, jobs, people and accounts of a batch."""
    houses = [house(random) for _ in batch]
    sites = Site.objects.bulk_create(_site(each, known) for each in houses)
    jobs = Job.objects.bulk_create(
        _job(plan, each, site, known) for plan, each, site in zip(batch, houses, sites, strict=True)
    )
    people = Person.objects.bulk_create(
        Person(job=job, name=each.name, email=each.email, phone=each.phone)
        for job, each in zip(jobs, houses, strict=True)
    )
    RoleOnJob.objects.bulk_create(
        RoleOnJob(job_id=job.pk, person_id=person.pk, role=role)
        for job, person in zip(jobs, people, strict=True)
        for role in EVERY_ROLE_OF_A_HOMEOWNER
    )
    UtilityAccount.objects.bulk_create(
        UtilityAccount(job=job, holder_name=e.name, account_number=e.account, meter_number=e.meter)
        for job, e in zip(jobs, houses, strict=True)
    )
    return [_written(*each) for each in zip(batch, houses, jobs, strict=True)]


def write_history(batch: list[Written], known: Directory) -> None:
    """Write events, numbers, search words and the open items of the jacket."""
    Event.objects.bulk_create(event for each in batch for event in _events(each, known))
    numbers = {each.job.pk: list(_numbers(each)) for each in batch}
    Reference.objects.bulk_create(
        Reference(job_id=each.job.pk, kind=kind, value=value)
        for each in batch
        for kind, value in numbers[each.job.pk]
    )
    SearchWord.objects.bulk_create(
        SearchWord(job_id=each.job.pk, word=word)
        for each in batch
        for word in sorted(set(fold(" ".join(_texts(each, numbers[each.job.pk])))))
    )
    OpenItem.objects.bulk_create(item for each in batch for item in _items(each, known))


def _site(each: House, known: Directory) -> Site:
    return Site(
        street=each.street,
        city=each.city,
        postal_code=each.postal_code,
        jurisdiction=known.cities[each.jurisdiction],
        utility=known.utilities[each.utility],
    )


def _job(plan: Plan, each: House, site: Site, known: Directory) -> Job:
    return Job(
        number=f"KW-{plan.number}",
        kind=plan.kind.value,
        stage=plan.stage.value,
        site=site,
        homeowner_name=each.name,
        opened_on=plan.opened_on,
        opened_by=known.cast.office,
        held_on=plan.held_on,
        held_because="Waits for the homeowner's builder." if plan.held_on else "",
        cancelled_on=plan.cancelled_on,
        cancelled_because=plan.because,
        settled_on=plan.settled_on,
        **{f"{milestone.value}_on": day for milestone, day in plan.reached.items()},
    )


def _written(plan: Plan, each: House, job: Job) -> Written:
    n = plan.number
    return Written(plan, each, job, f"E{n}-{plan.opened_on:%Y}", f"MSA-{n}", f"CDX-B{n}", f"WB-B{n}")


def _events(each: Written, known: Directory) -> Iterator[Event]:
    job_id, office_id, plan = each.job.pk, known.cast.office.pk, each.plan

    def event(kind: EventKind, on: date, sentence: str, milestone: str = "") -> Event:
        return Event(
            job_id=job_id,
            kind=kind,
            on=on,
            at=noon(on),
            by_id=office_id,
            sentence=sentence,
            milestone=milestone,
        )

    yield event(EventKind.OPENED, plan.opened_on, f"Job opened as {plan.kind.value}")
    for milestone, on in sorted(plan.reached.items(), key=lambda reached: reached[1]):
        yield event(EventKind.DONE, on, STEP[milestone].said, milestone.value)
    if plan.held_on:
        yield event(EventKind.HELD, plan.held_on, "On hold")
    if plan.cancelled_on:
        reason = NotGoingAhead(plan.because).label.lower()
        yield event(EventKind.CANCELLED, plan.cancelled_on, f"Not going ahead: {reason}")
    if plan.settled_on:
        yield event(EventKind.SETTLED, plan.settled_on, "Everything is unwound")


def _numbers(each: Written) -> Iterator[tuple[ReferenceKind, str]]:
    yield ReferenceKind.ACCOUNT, each.house.account
    yield ReferenceKind.METER, each.house.meter
    if each.day(M.PERMIT_ISSUED):
        yield ReferenceKind.PERMIT, each.permit
    if each.day(M.UTILITY_SUBMITTED):
        yield ReferenceKind.UTILITY_REQUEST, each.request
        yield ReferenceKind.ADAPTER_SERIAL, each.adapter
    if each.day(M.CIRCUIT_INSTALLED):
        yield ReferenceKind.CHARGER_SERIAL, each.charger


def _texts(each: Written, numbers: list[tuple[ReferenceKind, str]]) -> Iterator[str]:
    """What the jacket's own search makes its words of."""
    yield each.job.number
    yield f"{each.house.street} {each.house.city} {each.house.postal_code}"
    yield f"{each.house.name} {each.house.email}"
    yield each.house.phone.replace("-", "")
    yield from (value for _, value in numbers)


def _items(each: Written, known: Directory) -> Iterator[OpenItem]:
    plan, stage = each.plan, each.plan.stage
    since_on = max([plan.opened_on, *plan.reached.values()])
    if plan.cancelled_on:
        if not plan.settled_on:
            yield OpenItem(
                job=each.job, party=Party.OFFICE, what="Tell the homeowner that the job is not going ahead",
                key=unwinding_key("homeowner"), since_on=plan.cancelled_on, unwinds=True,
                opened_by=known.cast.office,
            )  # fmt: skip
    elif stage in TURN_AT:
        party, what, act = TURN_AT[stage]
        key = ACCEPT if stage is Stage.INTAKE else ""
        yield OpenItem(
            job=each.job,
            party=party,
            what=what,
            act=act,
            key=key,
            since_on=since_on,
            opened_by=known.cast.office,
        )
