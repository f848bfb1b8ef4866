"""Sites, jobs with their stamps, people and utility accounts of many jobs at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from random import Random

from jobs.intake.services.opening import EVERY_ROLE_OF_A_HOMEOWNER
from jobs.models import (
    Job,
    Jurisdiction,
    Person,
    RoleOnJob,
    Site,
    Utility,
    UtilityAccount,
)
from jobs.road.stages import Kind, Stage
from kilowire.demo.bulk_plans import M, Plan
from kilowire.demo.houses import House, house
from kilowire.demo.people import Cast
from kilowire.demo.tale import at
from kilowire.floor.normal.phones import text_number


@dataclass
class Written:
    """A job whose row is written, with the values for its other rows."""

    plan: Plan
    house: House
    job: Job
    application: str
    permit: str
    request: str
    adapter: str
    charger: str

    def day(self, milestone: M) -> date | None:
        return self.plan.reached.get(milestone)

    @property
    def asked_the_city(self) -> bool:
        """Whether a permit was applied for."""
        is_waiting = self.plan.stage is Stage.PERMIT and not self.plan.cancelled_on
        return self.plan.kind != Kind.REMOVAL and (is_waiting or self.day(M.PERMIT_ISSUED) is not None)


@dataclass(frozen=True)
class Directory:
    """The rows that every job refers to, fetched once."""

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
    """Write sites, jobs, people and utility accounts of a batch."""
    houses = [house(random) for _ in batch]
    sites = Site.objects.bulk_create(_site(each, known) for each in houses)
    jobs = Job.objects.bulk_create(
        _job(plan, each, site, known) for plan, each, site in zip(batch, houses, sites, strict=True)
    )
    people = Person.objects.bulk_create(
        Person(
            job=job, name=each.name, email=each.email, phone=each.phone, text_number=text_number(each.phone)
        )
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
    return Written(
        plan, each, job, f"A-{n}", f"E{n}-{plan.opened_on:%Y}", f"MSA-{n}", f"CDX-B{n}", f"WB-B{n}"
    )
