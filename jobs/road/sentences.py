"""The first sentences of a job: what is true now, who acts next and by when, what is at stake. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from jobs.road import stages
from jobs.road.hours import spoken_hours
from jobs.road.our_steps import named
from jobs.road.stage_table import where_it_stands
from jobs.road.stages import Milestone, Stage
from jobs.road.stakes import at_stake
from jobs.road.turns import Choice, NextTurn, TurnFacts, Visit, choose
from kilowire.floor.days import counted, long_day, spoken_list

__all__ = ["NextTurn", "SentenceFacts", "Visit", "sentence_and_choice", "sentence_of"]

M = Milestone


@dataclass(frozen=True, kw_only=True)
class SentenceFacts(TurnFacts):
    """The facts that the sentences may mention."""

    stage: str
    utility: str = "SCE"
    unwinding: int = 0
    waived: Collection[str] = ()
    warranty_until: date | None = None
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
    return sentence_and_choice(facts)[0]


def sentence_and_choice(facts: SentenceFacts) -> tuple[dict[str, str], Choice]:
    """Return the sentences, and what the button beside them is for: ``next``, or a visit named for today."""
    now, tone = _now(facts)
    facts = replace(facts, rests=bool(facts.cancelled_on or facts.held_on))
    visit = _scheduled_visit(facts)
    choice = choose(_without_named_visit(facts) if visit == now else facts)
    following = _settled(facts) or f"{_unwinding(facts)}{_next(choice, facts)}"
    sentence = {"now": now, "next": following.strip(), "stake": _stake(facts), "tone": tone}
    today = _visits_of_the_utility(facts)[:1] if visit == now and not choice.is_ours else []
    named = next((turn for turn in today if turn.expected_on == facts.today), None)
    return sentence, Choice(turn=named) if named else choice


def _now(facts: SentenceFacts) -> tuple[str, str]:
    if facts.cancelled_on:
        day = long_day(facts.cancelled_on, facts.today)
        return f"Cancelled on {day}: {facts.cancelled_because.lower()}.", "wait"
    odd = _what_does_not_add_up(facts)
    if odd:
        return odd, "bad"
    if facts.charging_stopped_on:
        since = long_day(facts.charging_stopped_on, facts.today)
        return f"The homeowner must not charge since {since}.", "bad"
    if facts.held_on:
        since = long_day(facts.held_on, facts.today)
        return f"On hold since {since}: {_without_period(facts.held_because)}.", "wait"
    stands = where_it_stands(facts.stage, facts.kind, facts.standing, facts.utility)
    return _scheduled_visit(facts) or f"{stands}{_warranty(facts)}", _tone(facts)


def _warranty(facts: SentenceFacts) -> str:
    """Until when our warranty runs, on a job that is closed out, or that it ended; "" where none is known."""
    until = facts.warranty_until
    if facts.stage != Stage.WARRANTY or until is None:
        return ""
    if until >= facts.today:
        return f" The warranty runs until {long_day(until, facts.today)}."
    claimed = any(turn.blocks == M.WARRANTY_OVER for turn in facts.turns)
    still = ", and a claim is still open" if claimed else ""
    return f" The warranty ended on {long_day(until, facts.today)}{still}."


def _settled(facts: SentenceFacts) -> str:
    return "Everything is unwound." if facts.cancelled_on and facts.settled_on else ""


def _unwinding(facts: SentenceFacts) -> str:
    if not (facts.cancelled_on and facts.unwinding):
        return ""
    return f"{counted(facts.unwinding, 'thing is', 'things are')} left to unwind. "


def _what_does_not_add_up(facts: SentenceFacts) -> str:
    pairs = stages.contradictions(facts.kind, facts.standing)
    if not pairs:
        return f"This does not add up: {_lowered(facts.differences[0])}." if facts.differences else ""
    step, _ = pairs[0]
    missing = [before.done for stands, before in pairs if stands is step]
    verb = "is" if len(missing) == 1 else "are"
    if step.milestone in facts.waived:
        return f"This does not add up: {step.done} is waived, {spoken_list(missing)} {verb} not recorded."
    return f"This does not add up: {step.done} is recorded, {spoken_list(missing)} {verb} not."


def _scheduled_visit(facts: SentenceFacts) -> str:
    """The utility's scheduled day, which is what the sentence says once there is one."""
    if M.OUTAGE_CONFIRMED not in facts.standing or M.ADAPTER_SET in facts.standing:
        return ""
    days = _visits_of_the_utility(facts)
    if not days or not days[0].expected_on or days[0].expected_on < facts.today:
        return ""
    window = f", {spoken_hours(days[0].window)}" if days[0].window else ""
    return f"{facts.utility} visits on {long_day(days[0].expected_on, facts.today)}{window}."


def _visits_of_the_utility(facts: SentenceFacts) -> list[NextTurn]:
    return [turn for turn in facts.turns if turn.is_utility and turn.expected_on]


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


def _without_named_visit(facts: SentenceFacts) -> SentenceFacts:
    """The same facts without the utility's scheduled visit, which the first sentence has named."""
    turns = tuple(turn for turn in facts.turns if not (turn.is_utility and turn.expected_on))
    return replace(facts, turns=turns)


def _next(choice: Choice, facts: SentenceFacts) -> str:
    """Who acts next and by when."""
    if choice.steps:
        booked = f" {_booked(choice.visit, facts.today)}" if choice.visit else ""
        return f"It is our turn: {named(choice.steps, facts.utility)}.{booked}"
    if choice.turn:
        return _open_item(choice.turn, choice.more, facts.today)
    return _booked(choice.visit, facts.today) if choice.visit else ""


def _booked(visit: Visit, today: date) -> str:
    who, verb = spoken_list([*visit.who]) or "Somebody", "are" if len(visit.who) > 1 else "is"
    return f"{who} {verb} booked for {_lowered(visit.what)} on {long_day(visit.on, today)}, {visit.hours}."


def _open_item(turn: NextTurn, more: int, today: date) -> str:
    also = f" {counted(more, 'more item is', 'more items are')} open." if more else ""
    who, what = _PARTY_AS_SUBJECT.get(turn.party, turn.party), _lowered(_without_period(turn.what))
    return f"{who} is next: {what}{_by_when(turn, today)}.{also}"


def _by_when(turn: NextTurn, today: date) -> str:
    if not turn.expected_on:
        return ""
    window = f", {spoken_hours(turn.window)}" if turn.window else ""
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
