"""The open items that a permit needs, from its state at the city. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from jobs.open_items.keys import unwinding_key
from jobs.open_items.wanted import CITY, OFFICE, Over, Wanted
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_day
from permits.inspection_wanted import asking, of_inspection
from permits.item_facts import APPLY, TAB, PermitFacts, item_key

ISSUED, CLOSED_OUT = Milestone.PERMIT_ISSUED.value, Milestone.CLOSED_OUT.value


def wanted_items(facts: PermitFacts) -> Iterator[Wanted | Over]:
    """Yield every item of a permit and its inspections that should be open, and every one that is over.

    An item that only one act opens is not mentioned by the other acts, so it stays open until it is done.
    """
    if facts.is_new:
        yield Over(APPLY, on=facts.applied_on)
    for inspection in facts.inspections:
        yield from of_inspection(facts, inspection)
    for each in _of_permit(facts):
        yield replace(each, opens=facts.written) if isinstance(each, Wanted) else each
    yield from asking(facts)
    if facts.is_missed:
        yield _apply_anew(facts)


def _of_permit(facts: PermitFacts) -> Iterator[Wanted | Over]:
    yield from _we_answer(facts)
    yield from _city_answers(facts)
    yield from _silence(facts)
    yield from _work_keeps_it_alive(facts)
    yield _paper_is_filed(facts)
    yield from _unwound_when_cancelled(facts)


def _we_answer(facts: PermitFacts) -> Iterator[Wanted | Over]:
    for notice in facts.corrections:
        key = item_key("correction", notice.pk)
        if notice.answered_on:
            yield Over(key, on=notice.answered_on)
        elif not facts.job_cancelled:
            yield Wanted(
                key,
                OFFICE,
                f"Answer the city's notice of {spoken_day(notice.asked_on)}",
                act=f"permits:answer {notice.pk}",
                since_on=notice.asked_on,
                blocks="" if facts.issued_on else facts.blocks(ISSUED),
            )


def _city_answers(facts: PermitFacts) -> Iterator[Wanted | Over]:
    step = "issue" if facts.complete_on else "complete"
    for other in ("complete", "issue"):
        if not (facts.awaits_city and other == step):
            yield Over(item_key(other, facts.pk))
    if facts.awaits_city:
        since_on = facts.complete_on or facts.applied_on
        complete = f"Check the application for the {facts.named} for completeness"
        yield Wanted(
            item_key(step, facts.pk),
            CITY,
            f"Issue the {facts.named}" if facts.complete_on else complete,
            act=_answers_act(facts),
            since_on=max(since_on, facts.answered_on or since_on),
            expected_on=facts.answer_due_on,
            blocks=facts.blocks(ISSUED),
        )


def _answers_act(facts: PermitFacts) -> str:
    """Return the page of the city's next answer: the permit issued, or the application complete."""
    return f"permits:{'issued' if facts.complete_on else 'complete'} {facts.pk}"


def _silence(facts: PermitFacts) -> Iterator[Wanted | Over]:
    key, due = item_key("silence", facts.pk), facts.answer_due_on
    if due is None or due > facts.today:
        yield Over(key)
    elif facts.silent:
        means = "approved: ask the city for the permit" if facts.complete_on else "complete: record it"
        yield Wanted(
            key,
            OFFICE,
            f"The city was silent until {spoken_day(due)}, so the application counts as {means}",
            act=_answers_act(facts),
            since_on=due,
            expected_on=facts.today,
            blocks=facts.blocks(ISSUED),
        )


def _work_keeps_it_alive(facts: PermitFacts) -> Iterator[Wanted | Over]:
    """Yield one item until the permit lapses; near that day it says what to do and what is at stake."""
    lapses_on = None if facts.job_cancelled else facts.lapses_on
    name = ("lapsing" if facts.near else "expiry") if lapses_on else ""
    for other in ("expiry", "lapsing"):
        if other != name:
            yield Over(item_key(other, facts.pk))
    if lapses_on:
        yield Wanted(
            item_key(name, facts.pk),
            OFFICE,
            _what_saves(facts, lapses_on) if facts.near else _what_keeps(facts),
            act=f"permits:{'ask' if facts.work_started_on else 'began'} {facts.pk}",
            since_on=facts.warned_on if facts.near else facts.issued_on,
            expected_on=facts.warned_on if facts.near else lapses_on,
            stake_usd=facts.fee_usd if facts.near else None,
        )


def _what_keeps(facts: PermitFacts) -> str:
    if facts.work_started_on:
        return f"Keep work under the {facts.named} moving, or it lapses"
    return f"Begin work under the {facts.named}, or it expires"


def _what_saves(facts: PermitFacts, lapses_on: date) -> str:
    act = "have it inspected" if facts.work_started_on else "begin work"
    return f"Save the {facts.named}, whose last day is {spoken_day(lapses_on)}: {act}, or have it extended"


def _paper_is_filed(facts: PermitFacts) -> Wanted | Over:
    key = item_key("paper", facts.pk)
    if facts.issued_on is None or not facts.is_live or facts.has_paper:
        return Over(key, on=facts.today)
    what = f"File the city's paper of the {facts.named}"
    act = f"permits:document {facts.pk}"
    return Wanted(key, OFFICE, what, act=act, since_on=facts.issued_on, blocks=CLOSED_OUT)


def _unwound_when_cancelled(facts: PermitFacts) -> Iterator[Wanted | Over]:
    """Yield what a cancelled job leaves to undo: the jacket's key if the permit has a number, else ours."""
    keys = [unwinding_key("permit", number) for number in facts.numbers]
    keys.append(item_key("unwind", facts.pk))
    if not (facts.job_cancelled and facts.is_open):
        yield from (Over(key) for key in (*keys, unwinding_key("permit")))
        return
    withdraw = "Cancel" if facts.issued_on else "Withdraw the application for"
    what = f"{withdraw} the {facts.named} at {facts.jurisdiction}"
    yield Wanted(keys[0], OFFICE, what, act=TAB, since_on=facts.today, unwinds=True)


def _apply_anew(facts: PermitFacts) -> Wanted:
    what = f"Apply anew for the {facts.kind_word}"
    blocks = facts.blocks(ISSUED)
    return Wanted(APPLY, OFFICE, what, act="permits:apply", since_on=facts.ended_on, blocks=blocks)
