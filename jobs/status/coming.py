"""The appointments that the homeowner sees: who comes, when, and what for. Pure."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from jobs.road.stages import Kind
from jobs.status.facts import HomeownerFacts
from jobs.status.words import day_of_visit, hours_of
from kilowire.floor.days import weekday_in_words

TITLES = {
    "survey": gettext_noop("We look at your meter and panel"),
    "installation": gettext_noop("We install wiring and charger"),
    "staging": gettext_noop("We put the adapter by your meter"),
    "utility_visit": gettext_noop("We are there for %(utility)s's visit"),
    "inspection": gettext_noop("The city's inspector comes"),
    "commissioning": gettext_noop("We test the charger"),
    "service": gettext_noop("We come to look after something"),
}
"""By the kind of one of our appointments, as the homeowner reads it."""
VISIT_TITLES = (
    gettext_noop("%(utility)s fits the adapter; the power is off for a while"),
    gettext_noop("%(utility)s takes the adapter out; the power is off for a while"),
)
APPOINTMENT, VISIT = "a", "v"
"""First letters of the names of calendar entries; the row's key follows."""


class ComingEntry(NamedTuple):
    """One appointment to come: ``name`` is the one of its calendar file."""

    name: str
    title: str
    when: str


def title_of(kind: str, utility: str) -> str:
    """Return what an appointment of this kind is, in the active language."""
    return _(TITLES[kind]) % {"utility": utility}


def visit_title(job_kind: str, utility: str) -> str:
    """Return what the utility's visit is, in the active language."""
    return _(VISIT_TITLES[job_kind == Kind.REMOVAL]) % {"utility": utility}


def coming_appointments(facts: HomeownerFacts) -> list[ComingEntry]:
    """Return what is to come, the nearest first; nothing on a cancelled job."""
    if facts.cancelled_on:
        return []
    entries = [
        (
            each.starts_at.date(),
            ComingEntry(
                f"{APPOINTMENT}{each.pk}",
                title_of(each.kind, facts.utility),
                f"{weekday_in_words(each.starts_at.date())}, {hours_of(each)}",
            ),
        )
        for each in facts.coming
    ]
    visit = facts.visit
    if visit and visit.expected_on:
        title = visit_title(facts.kind, facts.utility)
        entries.append((visit.expected_on, ComingEntry(f"{VISIT}{visit.pk}", title, day_of_visit(visit))))
    return [entry for _day, entry in sorted(entries)]
