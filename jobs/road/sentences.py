"""The first sentences of a job: what is true now, who acts next and by when, what is at stake. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jobs.road import stages
from jobs.road.our_turn import our_turn
from jobs.road.stage_table import where_it_stands
from jobs.road.stages import Milestone, Stage
from jobs.road.stakes import at_stake
from kilowire.floor.days import counted, long_day, spoken_list

M = Milestone


@dataclass(frozen=True)
class NextTurn:
    """An open item: on whom it is (``Office``, ``SCE``), what for, the expected day and its hours."""

    party: str
    what: str
    expected_on: date | None = None
    window: str = ""
    stake_usd: Decimal | None = None
    is_utility: bool = False


@dataclass(frozen=True)
class Visit:
    """An appointment of ours."""

    who: tuple[str, ...]
    what: str
    on: date
    hours: str


@dataclass(frozen=True)
class SentenceFacts:
    """The facts that the sentences may mention. ``turns`` and ``visits`` are sorted, nearest first."""

    kind: str
    stage: str
    standing: Collection[str]
    today: date
    utility: str = "SCE"
    turns: tuple[NextTurn, ...] = ()
    visits: tuple[Visit, ...] = ()
    unwinding: int = 0
    charging_stopped_on: date | None = None
    held_on: date | None = None
    held_because: str = ""
    cancelled_on: date | None = None
    cancelled_because: str = ""
    settled_on: date | None = None
    differences: tuple[str, ...] = ()
    """Facts that do not agree, each a sentence without a period."""


def sentence_of(facts: SentenceFacts) -> dict[str, str]:
    """Return ``now``, ``next`` and ``stake`` as sentences that end in a period, and a ``tone``."""
    if facts.cancelled_on:
        return _cancelled(facts, facts.cancelled_on)
    odd = _what_does_not_add_up(facts)
    if odd:
        return {"now": odd, "next": _next(facts), "stake": _stake(facts), "tone": "bad"}
    if facts.charging_stopped_on:
        since = long_day(facts.charging_stopped_on, facts.today)
        now = f"The homeowner must not charge since {since}."
        return {"now": now, "next": _next(facts), "stake": _stake(facts), "tone": "bad"}
    if facts.held_on:
        since = long_day(facts.held_on, facts.today)
        now = f"On hold since {since}: {_without_period(facts.held_because)}."
        return {"now": now, "next": _next(facts), "stake": _stake(facts), "tone": "wait"}
    visit = _scheduled_visit(facts)
    now = visit or where_it_stands(facts.stage, facts.kind, facts.standing, facts.utility)
    following = _next(facts, visit_named=bool(visit)) or our_turn(facts.kind, facts.standing, facts.utility)
    return {"now": now, "next": following, "stake": _stake(facts), "tone": _tone(facts)}


def _cancelled(facts: SentenceFacts, on: date) -> dict[str, str]:
    now = f"Cancelled on {long_day(on, facts.today)}: {facts.cancelled_because.lower()}."
    if facts.settled_on:
        following = "Everything is unwound."
    elif facts.unwinding:
        following = f"{counted(facts.unwinding, 'thing is', 'things are')} left to unwind. {_next(facts)}"
    else:
        following = ""
    return {"now": now, "next": following, "stake": _stake(facts), "tone": "wait"}


def _what_does_not_add_up(facts: SentenceFacts) -> str:
    pairs = stages.contradictions(facts.kind, facts.standing)
    if not pairs:
        return f"This does not add up: {_lowered(facts.differences[0])}." if facts.differences else ""
    step, _ = pairs[0]
    missing = [before.done for stands, before in pairs if stands is step]
    verb = "is" if len(missing) == 1 else "are"
    return f"This does not add up: {step.done} is recorded, {spoken_list(missing)} {verb} not."


def _scheduled_visit(facts: SentenceFacts) -> str:
    """The utility's scheduled day, which is what the sentence says once there is one."""
    if M.OUTAGE_CONFIRMED not in facts.standing or M.ADAPTER_SET in facts.standing:
        return ""
    days = [turn for turn in facts.turns if turn.is_utility and turn.expected_on]
    if not days or not days[0].expected_on or days[0].expected_on < facts.today:
        return ""
    window = f", {days[0].window}" if days[0].window else ""
    return f"{facts.utility} visits on {long_day(days[0].expected_on, facts.today)}{window}."


_PARTY_AS_SUBJECT = {
    "Office": "The office",
    "Field": "A technician",
    "Homeowner": "The homeowner",
    "Owner of the house": "The owner of the house",
    "City": "The city",
    "HOA": "The HOA",
    "Supplier": "The supplier",
    "Manufacturer": "The manufacturer",
}
"""Parties as the subject of a sentence; a utility has its own name."""


def _next(facts: SentenceFacts, *, visit_named: bool = False) -> str:
    """Who acts next and by when: the nearest open item, or our own appointment if that comes first."""
    turns = [turn for turn in facts.turns if not (visit_named and turn.is_utility and turn.expected_on)]
    visit = facts.visits[0] if facts.visits else None
    if visit and not (turns and turns[0].expected_on and turns[0].expected_on < visit.on):
        day = long_day(visit.on, facts.today)
        who, verb = spoken_list([*visit.who]) or "Somebody", "are" if len(visit.who) > 1 else "is"
        return f"{who} {verb} booked for {_lowered(visit.what)} on {day}, {visit.hours}."
    if not turns:
        return ""
    first, more = turns[0], len(turns) - 1
    also = f" {counted(more, 'more item is', 'more items are')} open." if more else ""
    who, what = _PARTY_AS_SUBJECT.get(first.party, first.party), _lowered(_without_period(first.what))
    return f"{who} is next: {what}{_by_when(first, facts.today)}.{also}"


def _by_when(turn: NextTurn, today: date) -> str:
    if not turn.expected_on:
        return ""
    window = f", {turn.window}" if turn.window else ""
    if turn.expected_on < today:
        late = counted((today - turn.expected_on).days, "day")
        return f", expected {late} ago"
    if turn.expected_on == today:
        return f", expected today{window}"
    return f", expected {long_day(turn.expected_on, today)}{window}"


def _stake(facts: SentenceFacts) -> str:
    stake = at_stake(turn.stake_usd for turn in facts.turns)
    return f"${stake:,.2f} is at stake." if stake else ""


def _tone(facts: SentenceFacts) -> str:
    if stages.may_charge(facts.kind, facts.standing) or facts.stage == Stage.DONE:
        return "ok"
    late = any(turn.expected_on and turn.expected_on < facts.today for turn in facts.turns)
    return "bad" if late else ""


def _without_period(text: str) -> str:
    return text.strip().rstrip(".")


def _lowered(text: str) -> str:
    """Lower the first letter, unless the first word has more capitals (``SCE``, ``DigAlert``)."""
    first = text.partition(" ")[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]
