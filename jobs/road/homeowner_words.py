"""What the homeowner page says about a job: the headline, what it means, and the points of its wire.

Everything goes through gettext; the caller activates the page's language first. No jargon, no blame.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs.road import stages
from jobs.road.stage_table import STAGES
from jobs.road.stages import Kind, Milestone, Stage

M = Milestone


@dataclass(frozen=True)
class HomeownerFacts:
    """The facts that the page may mention. ``visit_…`` are for a visit of the utility still to come.

    ``stopped``: they might charge once and may not now. ``call``: our name and phone. ``has_papers``: a paper
    can be opened.
    """

    kind: str
    stage: str
    standing: Collection[str]
    utility: str
    today: date
    visit_on: date | None = None
    visit_hours: str = ""
    held: bool = False
    stopped: bool = False
    call: str = ""
    cancelled_on: date | None = None
    has_papers: bool = True


def long_day(day: date) -> str:
    """``Tuesday 24 November`` in the active language."""
    # Translators: a day as a Django date format, e.g. Tuesday 24 November
    return date_format(day, _("l j F"))


def plain_day(day: date, today: date) -> str:
    """``24 November``; with the year if it is not the current one."""
    # Translators: a day as Django date formats: 24 November, and 24 November 2025
    return date_format(day, _("j F") if day.year == today.year else _("j F Y"))


def headline(facts: HomeownerFacts) -> tuple[str, str]:
    """Return what is true now and what it means, as two plain texts."""
    if facts.cancelled_on:
        return (
            _("This job was cancelled on %(day)s.") % {"day": plain_day(facts.cancelled_on, facts.today)},
            _("If you did not expect this, please call us."),
        )
    if (facts.stopped or M.COMMISSIONED in facts.standing) and facts.kind != Kind.REMOVAL:
        return _charging(facts)
    if facts.held:
        return _("Your job is on hold."), _("We will tell you as soon as it goes on.")
    if facts.visit_on and M.ADAPTER_SET not in facts.standing:
        return _visit(facts)
    now, meaning = STAGES[Stage(facts.stage)].for_homeowner(facts.kind, has_papers=facts.has_papers)
    return _(now) % {"utility": facts.utility}, _(meaning) % {"utility": facts.utility}


def _charging(facts: HomeownerFacts) -> tuple[str, str]:
    if _may_charge(facts):
        return (
            _("You may charge your car."),
            _("City and %(utility)s are done, and we have tested the charger.") % {"utility": facts.utility},
        )
    sentences = [_why_not(facts), _("We will tell you when you may plug in again.")]
    if facts.call:
        sentences.insert(1, _("If you have a question, call us: %(call)s.") % {"call": facts.call})
    return _("Please do not charge for now."), " ".join(sentences)


def _may_charge(facts: HomeownerFacts) -> bool:
    return not facts.stopped and stages.may_charge(facts.kind, facts.standing)


def _why_not(facts: HomeownerFacts) -> str:
    if M.ADAPTER_SET not in facts.standing:
        return _("The adapter is no longer on your meter as it was.")
    if M.INSPECTION_PASSED not in facts.standing:
        return _("The city's approval of the work no longer stands.")
    return _("Our test of the charger has to be done again.")


def _visit(facts: HomeownerFacts) -> tuple[str, str]:
    day = long_day(facts.visit_on) if facts.visit_on else ""
    words = {"utility": facts.utility, "day": day, "hours": facts.visit_hours}
    timed, untimed = _("%(utility)s visits on %(day)s, %(hours)s."), _("%(utility)s visits on %(day)s.")
    now = (timed if facts.visit_hours else untimed) % words
    if facts.kind == Kind.REMOVAL:
        return now, _(
            "%(utility)s's technician takes the adapter out. The power goes off while they work."
        ) % words
    if M.CIRCUIT_INSTALLED in facts.standing:
        return now, _(
            "Our wiring and your charger are in. %(utility)s's technician fits the adapter."
        ) % words
    return now, _("%(utility)s's technician fits the adapter; we finish our wiring.") % words


def points(
    facts: HomeownerFacts, stamped: Mapping[str, date], coming: Mapping[str, str]
) -> list[dict[str, str]]:
    """Return the points of the homeowner's wire, on one track, each ``label``, ``state`` and ``when``.

    While they may not charge, charging is not done, whatever was recorded once.
    """
    shown = {step.milestone: label for step in stages.ROAD if (label := step.homeowner_label(facts.kind))}
    taken_back = () if _may_charge(facts) else (M.COMMISSIONED,)
    standing = frozenset(facts.standing) - {*taken_back}
    stamped = {m: day for m, day in stamped.items() if m not in taken_back}
    missing = (m for m in shown if m not in standing)
    first_missing = None if facts.cancelled_on else next(missing, None)
    return [
        {
            "label": _(label).format(utility=facts.utility),
            "state": _state(m, stamped, standing, first_missing),
            "when": plain_day(stamped[m], facts.today) if m in stamped else coming.get(m, ""),
            "track": "main",
        }
        for m, label in shown.items()
    ]


def _state(
    m: Milestone, stamped: Collection[str], standing: Collection[str], first_missing: Milestone | None
) -> str:
    if m in stamped:
        return "done"
    if m in standing:
        return "waived"
    return "now" if m is first_missing else "ahead"
