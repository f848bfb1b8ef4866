"""Plans the jobs that are written at once: their kinds, their progress, the day of each milestone. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from jobs.models import NotGoingAhead
from jobs.road import stages
from jobs.road.stages import Kind, Milestone, Stage

M = Milestone
# Days from the first call to each milestone on the usual road.
DAYS: dict[Milestone, int] = {
    M.ACCEPTED: 1, M.SURVEYED: 7, M.ELIGIBLE: 8, M.AGREED: 12, M.UTILITY_SUBMITTED: 23, M.PERMIT_ISSUED: 26,
    M.CIRCUIT_INSTALLED: 35, M.INSPECTION_PASSED: 42, M.UTILITY_APPROVED: 44, M.OUTAGE_CONFIRMED: 47,
    M.ADAPTER_SET: 58, M.COMMISSIONED: 60, M.CLOSED_OUT: 63, M.WARRANTY_OVER: 430,
}  # fmt: skip
KINDS = ((Kind.INSTALLATION, 92), (Kind.REPLACEMENT, 5), (Kind.REMOVAL, 3))
STAGES = ((Stage.DONE, 660), (Stage.WARRANTY, 190))
ON_THE_WAY = tuple(stage for stage in Stage if stage not in (Stage.DONE, Stage.WARRANTY))
STILL_ON_THE_WAY, ENDED_EARLY = 80, 70
WHY = (NotGoingAhead.PRICE, NotGoingAhead.NO_ANSWER, NotGoingAhead.INELIGIBLE, NotGoingAhead.WENT_ELSEWHERE)
LONGEST_AGO = 2500


@dataclass
class Plan:
    """One job: the day of each milestone reached, and how it ended if it did."""

    kind: Kind
    opened_on: date
    reached: dict[Milestone, date]
    cancelled_on: date | None = None
    because: str = ""
    settled_on: date | None = None
    held_on: date | None = None
    number: int = field(default=0)

    @property
    def stage(self) -> Stage:
        return stages.stage_of(self.kind, self.reached)


def plans(count: int, first_number: int, today: date, random: Random) -> list[Plan]:
    """Return this many plans, numbered from ``first_number`` in the order in which the jobs were opened."""
    made = sorted((_plan(random, today) for _ in range(count)), key=lambda plan: plan.opened_on)
    for number, plan in enumerate(made, start=first_number):
        plan.number = number
    return made


def _plan(random: Random, today: date) -> Plan:
    kind = random.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])[0]
    ways = [*STAGES, ("on the way", STILL_ON_THE_WAY), ("ended", ENDED_EARLY)]
    way = random.choices([way for way, _ in ways], [weight for _, weight in ways])[0]
    if way == "ended":
        return _ended(random, kind, today)
    if way == "on the way":
        return _on_the_way(random, kind, today)
    if way == Stage.WARRANTY and kind is not Kind.REMOVAL:
        return _reaching(kind, Stage.WARRANTY, today, random.randint(1, 350))
    return _reaching(kind, Stage.DONE, today, random.randint(5, LONGEST_AGO))


def _on_the_way(random: Random, kind: Kind, today: date) -> Plan:
    on_road = [stage for stage in ON_THE_WAY if any(step.stage is stage for step in stages.road(kind))]
    plan = _reaching(kind, random.choice(on_road), today, random.randint(1, 30))
    last = max([plan.opened_on, *plan.reached.values()])
    if plan.stage is Stage.UTILITY_APPLICATION and random.random() < 0.6:
        plan.reached[M.UTILITY_SUBMITTED] = min(last + timedelta(days=1), today)
    if random.random() < 0.04:
        plan.held_on = today - timedelta(days=1)
    if (
        random.random() < 0.03
        and M.UTILITY_SUBMITTED in plan.reached
        and M.OUTAGE_CONFIRMED not in plan.reached
    ):
        plan.reached[M.ADAPTER_SET] = today - timedelta(days=1)  # the utility came unannounced
    return plan


def _ended(random: Random, kind: Kind, today: date) -> Plan:
    early = (Stage.ASSESSMENT, Stage.ELIGIBILITY, Stage.AGREEMENT)
    plan = _reaching(kind, random.choice(early), today, random.randint(20, LONGEST_AGO))
    plan.cancelled_on = max([plan.opened_on, *plan.reached.values()]) + timedelta(days=5)
    plan.because = random.choice(WHY).value
    if (today - plan.cancelled_on).days > 40:
        plan.settled_on = plan.cancelled_on + timedelta(days=2)
    return plan


def _reaching(kind: Kind, stage: Stage, today: date, rested: int) -> Plan:
    """Return a plan that has every milestone before this stage, the last of them ``rested`` days ago."""
    standing = list(_before(kind, stage))
    last = max((DAYS[milestone] for milestone in standing), default=0)
    opened_on = today - timedelta(days=rested + last)
    reached = {milestone: opened_on + timedelta(days=DAYS[milestone]) for milestone in standing}
    return Plan(kind, opened_on, reached)


def _before(kind: Kind, stage: Stage) -> Iterator[Milestone]:
    for step in stages.road(kind):
        if step.stage is stage:
            return
        yield step.milestone
