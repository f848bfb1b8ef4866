"""Whose turn it is on a job: what we can do now, else who is waited for, else the next day. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from jobs.road import stages
from jobs.road.our_steps import steps_of_ours
from jobs.road.stages import Step

NEAR_DAYS = 21
"""An open item of ours that is expected later than this is no act due now, only a day to come."""


class NextTurn(NamedTuple):
    """An open item: on whom it is (``Office``, ``SCE``), what for, the expected day and its hours.

    ``ours``: office or field owe it. ``milestone``: the one that it is the next act of, ``blocks``: the one
    that has to wait for it. ``differs``: facts of the job do not agree, and ``holds`` are our acts that wait
    for that.
    """

    party: str
    what: str
    expected_on: date | None = None
    window: str = ""
    stake_usd: Decimal | None = None
    is_utility: bool = False
    ours: bool = False
    milestone: str | None = None
    blocks: str = ""
    differs: bool = False
    holds: tuple[str, ...] = ()


class Visit(NamedTuple):
    """An appointment of ours without an outcome. ``over``: its time has passed."""

    who: tuple[str, ...]
    what: str
    on: date
    hours: str
    milestone: str | None = None
    over: bool = False


@dataclass(frozen=True)
class TurnFacts:
    """What the choice rests on. ``turns`` and ``visits`` are sorted, nearest first.

    ``waits``: milestones whose act has to wait for another reason, such as the city's order of visits.
    ``rests``: the job is cancelled or on hold, so the road asks nothing of us.
    """

    kind: str
    standing: Collection[str]
    today: date
    turns: tuple[NextTurn, ...] = ()
    visits: tuple[Visit, ...] = ()
    waits: Collection[str] = ()
    rests: bool = False


@dataclass(frozen=True)
class Choice:
    """Whose turn it is: acts of ours by the road (``steps``), an open item, or an appointment to come.

    ``visit`` beside steps is today's appointment for the first of them. All empty: nobody is waited for.
    """

    steps: tuple[Step, ...] = ()
    turn: NextTurn | None = None
    visit: Visit | None = None
    more: int = field(default=0, compare=False)

    @property
    def is_ours(self) -> bool:
        return bool(self.steps) or bool(self.turn and self.turn.ours)

    @property
    def milestone(self) -> str | None:
        """The milestone whose page the next act is on."""
        if self.steps:
            return self.steps[0].milestone
        return self.turn.milestone if self.turn else None


def choose(facts: TurnFacts) -> Choice:
    """Choose what stands first: an act of ours that can be done now, else the nearest that is waited for."""
    coming = [visit for visit in facts.visits if not visit.over and visit.on >= facts.today]
    ours: list[Step | NextTurn] = [] if facts.rests else list(_steps(facts, coming))
    ours = sorted([*ours, *_items_due(facts)], key=lambda each: _place(each, facts))
    if not ours:
        return _awaited(facts, coming)
    first = ours[0]
    if isinstance(first, NextTurn):
        return Choice(turn=first, more=len(facts.turns) - 1)
    named = [step for step in ours if isinstance(step, Step)]
    today = next((v for v in coming if v.milestone == first.milestone and v.on == facts.today), None)
    return Choice(steps=tuple(named), visit=today)


def _steps(facts: TurnFacts, coming: list[Visit]) -> Iterator[Step]:
    """Our acts by the road that nobody and no day comes before, and that no open item stands for."""
    waits = {*facts.waits, *(v.milestone for v in coming if v.on > facts.today)}
    waits |= {turn.blocks for turn in facts.turns}
    waits |= {turn.milestone for turn in facts.turns}
    waits |= {milestone for turn in facts.turns for milestone in turn.holds}
    yield from steps_of_ours(facts.kind, facts.standing, {each for each in waits if each})


def _items_due(facts: TurnFacts) -> Iterator[NextTurn]:
    near, not_yet = facts.today + timedelta(days=NEAR_DAYS), _planned(facts)
    for turn in facts.turns:
        is_near = turn.expected_on is None or turn.expected_on <= near
        if turn.ours and is_near and turn.milestone not in not_yet:
            yield turn


def _planned(facts: TurnFacts) -> set[str]:
    return {v.milestone for v in facts.visits if v.milestone and not v.over and v.on > facts.today}


def _place(each: Step | NextTurn, facts: TurnFacts) -> tuple[bool, int]:
    """What differs or is late first, then in the order of the road; what stands beside it comes last."""
    about = each.milestone if isinstance(each, Step) else each.milestone or each.blocks
    place = stages.place_on_road(facts.kind, about)
    place = len(stages.ROAD) if place is None else place
    if isinstance(each, Step):
        return True, place
    late = each.expected_on is not None and each.expected_on < facts.today
    return not (late or each.differs), -1 if each.differs else place


def _awaited(facts: TurnFacts, coming: list[Visit]) -> Choice:
    """Who is waited for, unless an appointment of ours comes before their day; else the next day of ours."""
    theirs = [turn for turn in facts.turns if not turn.ours]
    later = [turn for turn in facts.turns if turn.ours and turn.expected_on]
    visit = coming[0] if coming else None
    turn = next(iter(theirs or ([] if visit else later)), None)
    if visit and not (turn and turn.expected_on and turn.expected_on < visit.on):
        return Choice(visit=visit)
    return Choice(turn=turn, more=len(facts.turns) - 1 if turn else 0)
