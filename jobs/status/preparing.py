"""What the homeowner is asked to prepare before somebody comes, each with a page of its own. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from jobs.road.stages import Kind, Milestone
from jobs.status.facts import HomeownerFacts
from jobs.status.page_link import PageLink
from kilowire.floor.days import weekday_in_words

STAGING_DAYS = 2
"""So many days before the utility's visit the homeowner is asked to put the bag out."""


def is_put_out_now(facts: HomeownerFacts) -> bool:
    """Whether the bag is to be put out now; before that it only stays where we left it."""
    day = facts.visit.expected_on if facts.visit else None
    return day is not None and facts.kind != Kind.REMOVAL and (day - facts.today).days <= STAGING_DAYS


def _before_the_visit(facts: HomeownerFacts) -> bool:
    return facts.visit is not None


def _before_anybody(facts: HomeownerFacts) -> bool:
    return facts.visit is not None or bool(facts.coming)


@dataclass(frozen=True)
class Preparation:
    """Its title, the sentence beside it, what its page says, and when it is asked for."""

    title: str
    sentence: str
    text: tuple[str, ...]
    is_asked: Callable[[HomeownerFacts], bool] = _before_anybody


PREPARATIONS: dict[str, Preparation] = {
    "bag": Preparation(
        gettext_noop("Leave the bag by the meter"),
        gettext_noop("The adapter waits in it, dry and in sight."),
        (
            gettext_noop(
                "The waterproof bag beside your meter holds the adapter for %(utility)s's technician."
            ),
            gettext_noop(
                "Please leave it closed, dry and where it can be seen at once. A bag that is not there "
                "or is wet is a reason for the technician to leave again."
            ),
        ),
        lambda facts: facts.visit is not None and facts.kind != Kind.REMOVAL and not is_put_out_now(facts),
    ),
    "access": Preparation(
        gettext_noop("Clear the way to meter and panel"),
        gettext_noop("Three feet in front of them, free of plants, bins and boxes."),
        (
            gettext_noop("Whoever works there must stand in front of the meter and open the panel's door."),
            gettext_noop(
                "Please move what stands within three feet, and park cars so that nobody has to wait."
            ),
        ),
    ),
    "gate": Preparation(
        gettext_noop("Unlock the gate"),
        gettext_noop("The meter must be reached without a key or a call."),
        (
            gettext_noop(
                "Please leave every gate and door between the street and the meter unlocked that day."
            ),
            gettext_noop("If that cannot be, call us before. Please write no code on the gate."),
        ),
    ),
    "dog": Preparation(
        gettext_noop("Keep the dog inside"),
        gettext_noop("From the morning until they have left."),
        (
            gettext_noop("Technicians do not enter a yard with a dog in it, however friendly it is."),
            gettext_noop("Please keep your dog inside or away until everybody has left."),
        ),
    ),
    "breaker": Preparation(
        gettext_noop("Leave the charger's breaker off"),
        gettext_noop("It stays off until we tell you that you may plug in."),
        (
            gettext_noop(
                "The breaker of the new charger is off. Please do not switch it on, and do not plug in."
            ),
            gettext_noop("%(utility)s's technician works on wires that must be without power."),
        ),
        lambda facts: _before_the_visit(facts) and Milestone.CIRCUIT_INSTALLED in facts.standing,
    ),
    "power": Preparation(
        gettext_noop("Your power is off for a while"),
        gettext_noop("Save your work, and tell us if somebody depends on power."),
        (
            gettext_noop(
                "The technician takes the meter out, so the whole house is without power meanwhile."
            ),
            gettext_noop(
                "Nobody can promise how long. Please save work on computers, "
                "and keep the refrigerator closed."
            ),
            gettext_noop("If somebody at home depends on a device with a plug, call us before that day."),
        ),
        _before_the_visit,
    ),
}


def preparations(facts: HomeownerFacts) -> Iterator[PageLink]:
    """Yield what is to be prepared for whoever comes next."""
    if facts.cancelled_on:
        return
    for name, each in PREPARATIONS.items():
        if each.is_asked(facts):
            yield PageLink(_(each.title), _(each.sentence), "homeowner:prepare", (name,))


def prepare_by(facts: HomeownerFacts) -> str:
    """Until when that is to be done, in words: the day on which somebody comes first."""
    visit = facts.visit.expected_on if facts.visit else None
    days = [day for day in (visit, *(each.starts_at.date() for each in facts.coming)) if day]
    return _("by %(day)s") % {"day": weekday_in_words(min(days))} if days else ""
