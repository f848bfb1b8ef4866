"""The stages of a job on the homeowner page: what each is, what it means, what it usually takes. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from jobs.road import stages
from jobs.road.stages import Kind, Milestone
from jobs.status.facts import HomeownerFacts
from jobs.status.words import day_of_visit, may_charge
from kilowire.floor.days import plain_day

M = Milestone
ENOUGH_JOBS = 10
"""From so many closed jobs on, what a stage took with us stands in place of what others state."""
MEANINGS: dict[Milestone, str] = {
    M.SURVEYED: gettext_noop("We come to your house once, measure and take photos."),
    M.PERMIT_ISSUED: gettext_noop("The city allows the work. No work begins before."),
    M.UTILITY_APPROVED: gettext_noop("%(utility)s checks whether an adapter may go on your meter."),
    M.CIRCUIT_INSTALLED: gettext_noop("We run the cable and mount the charger. It stays switched off."),
    M.ADAPTER_SET: gettext_noop(
        "%(utility)s's technician opens the meter and puts the adapter behind it. "
        "Your power is off meanwhile."
    ),
    M.INSPECTION_PASSED: gettext_noop("The city's inspector looks at the finished work."),
    M.COMMISSIONED: gettext_noop("We test the charger and tell you when you may plug in."),
    M.CLOSED_OUT: gettext_noop("We put your papers together."),
}
_TAKEN_OUT = gettext_noop(
    "%(utility)s's technician opens the meter and takes the adapter out. Your power is off meanwhile."
)


class StagePoint(NamedTuple):
    """One stage: ``state`` is *done*, *waived*, *now* or *ahead*; the others are texts, some empty."""

    label: str
    state: str
    when: str
    meaning: str
    usual: str


def points(facts: HomeownerFacts) -> list[StagePoint]:
    """Return the stages that the homeowner sees, in their order.

    While they may not charge, charging is not done, whatever was recorded once.
    """
    shown = {step.milestone: label for step in stages.ROAD if (label := step.homeowner_label(facts.kind))}
    taken_back = () if may_charge(facts) else (M.COMMISSIONED,)
    standing = facts.standing - {*taken_back}
    stamped = {m: day for m, day in facts.days if m not in taken_back}
    first_missing = None if facts.cancelled_on else next((m for m in shown if m not in standing), None)
    return [
        StagePoint(
            label=_(label).format(utility=facts.utility),
            state=_state(m, stamped, standing, first_missing),
            when=plain_day(stamped[m], facts.today) if m in stamped else _coming(facts, m),
            meaning="" if m in standing else _meaning(facts, m),
            usual="" if m in standing or facts.cancelled_on else usual_of(facts, m),
        )
        for m, label in shown.items()
    ]


def usual_of(facts: HomeownerFacts, milestone: Milestone) -> str:
    """What this stage usually takes: from our own closed jobs once there are ten, else as it is stated."""
    own = next((each for each in facts.usual if each.milestone == milestone), None)
    if own and own.jobs >= ENOUGH_JOBS:
        said = _("Half of our last %(jobs)d jobs took %(days)d days or less for it.")
        return said % {"jobs": own.jobs, "days": own.days}
    if milestone is M.UTILITY_APPROVED and facts.utility_days:
        said = _(
            "%(utility)s states about %(days)d business days from the application to the visit, "
            "and does not guarantee them."
        )
        return said % {"utility": facts.utility, "days": facts.utility_days}
    if milestone is M.PERMIT_ISSUED and facts.city_days:
        said = _("The rule for the city is about %(days)d business days from the application.")
        return said % {"days": facts.city_days}
    return ""


def _meaning(facts: HomeownerFacts, milestone: Milestone) -> str:
    taken_out = milestone is M.ADAPTER_SET and facts.kind == Kind.REMOVAL
    return _(_TAKEN_OUT if taken_out else MEANINGS[milestone]) % {"utility": facts.utility}


def _coming(facts: HomeownerFacts, milestone: Milestone) -> str:
    return day_of_visit(facts.visit) if milestone is M.ADAPTER_SET and facts.visit else ""


def _state(
    m: Milestone, stamped: Collection[str], standing: Collection[str], first_missing: Milestone | None
) -> str:
    if m in stamped:
        return "done"
    if m in standing:
        return "waived"
    return "now" if m is first_missing else "ahead"
