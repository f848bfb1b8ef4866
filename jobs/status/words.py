"""What the homeowner page says first: where the job is, who acts next and by when. Pure.

Everything goes through gettext; the caller activates the page's language first. No jargon, no blame.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from jobs.road import stages
from jobs.road.hours import only_hours, spoken_hours
from jobs.road.stages import Kind, Milestone, Stage
from jobs.status.facts import CITY, NOBODY_OF_THE_ROAD, UTILITY, Coming, HomeownerFacts, Item
from jobs.status.situation import Situation, Waiting
from jobs.status.situations import MEANING, NEXT, NOW
from kilowire.floor.days import plain_day, spoken_span, weekday_in_words

M, S, W = Milestone, Situation, Waiting
_OF_STAGE = {
    Stage.INTAKE: S.CALLED,
    Stage.ASSESSMENT: S.TO_SURVEY,
    Stage.ELIGIBILITY: S.CHECKING,
    Stage.AGREEMENT: S.CONTRACT,
    Stage.PERMIT: S.PERMIT,
    Stage.UTILITY_APPLICATION: S.APPLYING,
    Stage.INSTALLATION: S.WIRING,
    Stage.OUTAGE: S.NO_DATE,
    Stage.INSPECTION: S.INSPECTION,
    Stage.COMMISSIONING: S.TESTING,
    Stage.CLOSE_OUT: S.ADAPTER_OUT,
    Stage.WARRANTY: S.COMPLETE,
    Stage.DONE: S.COMPLETE,
}
_ON_REMOVAL = {
    S.TO_SURVEY: S.REMOVAL_TO_SURVEY,
    S.CHECKING: S.REMOVAL_CHECKING,
    S.CONTRACT: S.REMOVAL_CONTRACT,
}
_STOPPED = (S.STOPPED_ADAPTER, S.STOPPED_CITY, S.STOPPED_TEST)
_OURS_OR = {S.PERMIT: CITY, S.APPLYING: UTILITY}
"""Where we act first, and this party as soon as something is open on it."""
_WAITS_FOR = {
    S.APPLIED: W.UTILITY,
    S.NO_DATE: W.UTILITY,
    S.VISIT: W.UTILITY,
    S.VISIT_BEFORE_WIRING: W.UTILITY,
    S.REMOVAL_VISIT: W.UTILITY,
    S.INSPECTION: W.CITY,
    S.COMPLETE: W.NOBODY,
    S.CANCELLED: W.NOBODY,
}
"""Who acts next in a situation if nobody else has to act before; in all others it is we."""


class Headline(NamedTuple):
    """Where we are, who acts next and by when, and what it means: three plain texts."""

    now: str
    next: str
    meaning: str


def hours_of(coming: Coming) -> str:
    """``9–11 AM`` of an appointment, in the active language."""
    return spoken_span(coming.starts_at.time(), coming.ends_at.time())


def day_of_visit(visit: Item) -> str:
    """``Tuesday, November 24, 8 AM–12 PM``: the hours where nothing else was typed with them."""
    day = weekday_in_words(visit.expected_on) if visit.expected_on else ""
    return ", ".join(filter(None, (day, spoken_hours(only_hours(visit.window)))))


def situation_of(facts: HomeownerFacts) -> Situation:
    """Return the one situation that these facts are."""
    if facts.cancelled_on:
        return S.CANCELLED
    if (facts.stopped or M.COMMISSIONED in facts.standing) and facts.kind != Kind.REMOVAL:
        return S.MAY_CHARGE if may_charge(facts) else _why_not(facts)
    if facts.held:
        return S.ON_HOLD
    if facts.visit_has_passed:
        return S.VISIT_PASSED
    if facts.visit:
        wired = S.VISIT if M.CIRCUIT_INSTALLED in facts.standing else S.VISIT_BEFORE_WIRING
        return S.REMOVAL_VISIT if facts.kind == Kind.REMOVAL else wired
    return _of_stage(facts)


def waiting_of(facts: HomeownerFacts, situation: Situation) -> Waiting:
    """Return who acts next: the homeowner if they are asked for something, else as the situation says."""
    if situation in (*_STOPPED, S.CANCELLED):
        return W.NOBODY if situation is S.CANCELLED else W.US
    if any(not facts.is_told(item) for item in facts.asked):
        return W.YOU
    if situation is S.MAY_CHARGE:
        return W.NOBODY if M.CLOSED_OUT in facts.standing else W.US
    open_on = {item.party for item in facts.items if not item.unwinds}
    if situation in _OURS_OR and _OURS_OR[situation] in open_on:
        return Waiting(_OURS_OR[situation])
    waits_for = _WAITS_FOR.get(situation, W.US)
    return W.OTHER if waits_for is W.US and open_on.intersection(NOBODY_OF_THE_ROAD) else waits_for


def headline(facts: HomeownerFacts) -> Headline:
    """Return what the homeowner reads first."""
    situation = situation_of(facts)
    waiting = waiting_of(facts, situation)
    day = _by_when(facts, situation, waiting)
    said = NEXT[situation, waiting]
    words = {
        "utility": facts.utility,
        "day": day,
        "visit": day_of_visit(facts.visit) if facts.visit else "",
        "cancelled": plain_day(facts.cancelled_on, facts.today) if facts.cancelled_on else "",
    }
    meaning = [_(MEANING[situation]) % words]
    if situation in _STOPPED and facts.call:
        meaning.append(_("If you have a question, call us: %(call)s.") % {"call": facts.call})
    now, then = _(NOW[situation]) % words, _(said.dated if day else said.plain) % words
    return Headline(_with_one_stop(now), _with_one_stop(then), " ".join(meaning))


def _with_one_stop(sentence: str) -> str:
    """A sentence that ends with *p. m.* has its full stop already."""
    return f"{sentence.removesuffix('..')}." if sentence.endswith("..") else sentence


def may_charge(facts: HomeownerFacts) -> bool:
    return not facts.stopped and stages.may_charge(facts.kind, facts.standing)


def _why_not(facts: HomeownerFacts) -> Situation:
    if M.ADAPTER_SET not in facts.standing:
        return S.STOPPED_ADAPTER
    return S.STOPPED_CITY if M.INSPECTION_PASSED not in facts.standing else S.STOPPED_TEST


def _of_stage(facts: HomeownerFacts) -> Situation:
    situation = _OF_STAGE[Stage(facts.stage)]
    if situation is S.APPLYING and M.UTILITY_SUBMITTED in facts.standing:
        return S.APPLIED
    if situation is S.COMPLETE and not facts.has_papers:
        return S.PAPERS_TO_COME
    return _ON_REMOVAL.get(situation, situation) if facts.kind == Kind.REMOVAL else situation


def _by_when(facts: HomeownerFacts, situation: Situation, waiting: Waiting) -> str:
    """The day by which they act, in words; nothing where none is known."""
    if waiting is W.US or (situation is S.INSPECTION and waiting is W.CITY):
        kinds = ("inspection",) if waiting is W.CITY else tuple({each.kind for each in facts.coming})
        own = next((each for each in facts.coming if each.kind in kinds), None)
        if own or waiting is W.US:
            return f"{weekday_in_words(own.starts_at.date())}, {hours_of(own)}" if own else ""
    owed = facts.asked if waiting is W.YOU else [item for item in facts.items if _is_owed_by(item, waiting)]
    days = [item.expected_on for item in owed if item.expected_on and item.expected_on >= facts.today]
    return weekday_in_words(min(days)) if days else ""


def _is_owed_by(item: Item, waiting: Waiting) -> bool:
    if waiting is W.OTHER:
        return item.party in NOBODY_OF_THE_ROAD
    return item.party == waiting.value
