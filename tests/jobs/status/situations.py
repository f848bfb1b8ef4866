"""A job for each situation that the homeowner page knows, made by the acts that bring a job there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from jobs.holds.services import holds
from jobs.milestones.services import milestones
from jobs.models import Job, Party
from jobs.open_items.keys import UTILITY_VISIT
from jobs.open_items.services import open_items
from jobs.road import stages
from jobs.road.stages import Milestone
from jobs.status.situation import Situation
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, company, days_ago, opened_job
from tests.builders.remembered import remembered

M, S = Milestone, Situation


@remembered
def until(milestone: Milestone | None, *, kind: str = "installation") -> Job:
    """A job with everything recorded before this milestone; without one, the whole road."""
    company()
    road = [step.milestone for step in stages.road(kind)]
    place = road.index(milestone) if milestone else len(road)
    if place <= 1:
        return accepted_job(kind=kind)
    last = road[place - 1]
    return milestones.stamp(job=until(last, kind=kind), milestone=last, on=days_ago(5), by=someone("olive"))


def visited(job: Job, days: int) -> Job:
    """The utility has given a day so many days from now."""
    if M.OUTAGE_CONFIRMED not in job.standing:
        job = milestones.stamp(job=job, milestone=M.OUTAGE_CONFIRMED, on=days_ago(4), by=someone("olive"))
    open_items.add(
        job=job,
        party=Party.UTILITY,
        what="Visit: set the adapter",
        key=UTILITY_VISIT,
        since_on=days_ago(9),
        expected_on=timezone.localdate() + timedelta(days=days),
        window="8–12",
        by=someone("olive"),
    )
    return job


def without(milestone: Milestone) -> Job:
    """They might charge, and then this was withdrawn."""
    job = until(M.CLOSED_OUT)
    return milestones.withdraw(job=job, milestone=milestone, because="revoked", by=someone("olive"))


def held() -> Job:
    job = until(M.AGREED)
    return holds.hold_job(job=job, because="on vacation", by=someone("olive"))


def cancelled() -> Job:
    job = until(M.AGREED)
    return holds.cancel_job(job=job, because="price", note="", by=someone("olive"))


JOBS: dict[Situation, Callable[[], Job]] = {
    S.CALLED: lambda: (company(), opened_job())[1],
    S.TO_SURVEY: lambda: until(M.SURVEYED),
    S.CHECKING: lambda: until(M.ELIGIBLE),
    S.CONTRACT: lambda: until(M.AGREED),
    S.REMOVAL_TO_SURVEY: lambda: until(M.SURVEYED, kind="removal"),
    S.REMOVAL_CHECKING: lambda: until(M.ELIGIBLE, kind="removal"),
    S.REMOVAL_CONTRACT: lambda: until(M.AGREED, kind="removal"),
    S.PERMIT: lambda: until(M.PERMIT_ISSUED),
    S.APPLYING: lambda: until(M.UTILITY_SUBMITTED),
    S.APPLIED: lambda: until(M.UTILITY_APPROVED),
    S.WIRING: lambda: until(M.CIRCUIT_INSTALLED),
    S.NO_DATE: lambda: until(M.OUTAGE_CONFIRMED),
    S.VISIT: lambda: visited(until(M.ADAPTER_SET), 5),
    S.VISIT_BEFORE_WIRING: lambda: visited(until(M.CIRCUIT_INSTALLED), 5),
    S.REMOVAL_VISIT: lambda: visited(until(M.ADAPTER_SET, kind="removal"), 5),
    S.VISIT_PASSED: lambda: visited(until(M.ADAPTER_SET), -1),
    S.INSPECTION: lambda: until(M.INSPECTION_PASSED),
    S.TESTING: lambda: until(M.COMMISSIONED),
    S.MAY_CHARGE: lambda: until(M.CLOSED_OUT),
    S.STOPPED_ADAPTER: lambda: without(M.ADAPTER_SET),
    S.STOPPED_CITY: lambda: without(M.INSPECTION_PASSED),
    S.STOPPED_TEST: lambda: without(M.COMMISSIONED),
    S.ADAPTER_OUT: lambda: until(M.CLOSED_OUT, kind="removal"),
    S.COMPLETE: lambda: until(None, kind="removal"),
    S.PAPERS_TO_COME: lambda: until(None, kind="removal"),
    S.ON_HOLD: held,
    S.CANCELLED: cancelled,
}
