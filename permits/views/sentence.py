"""The first sentence of the tab: the state at the city, who acts next, by when, and what is at stake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jobs.models import Job
from jobs.road.hours import spoken_hours
from jobs.road.stages import Kind
from kilowire.floor.days import long_day, short_day, spoken_list
from permits.city_clock import warn_of_lapse_on
from permits.models import Inspection, InspectionKind, InspectionResult, Permit

Sentence = dict[str, str]
_SentenceMaker = Callable[[Permit, date], Sentence | None]


def sentence_of(job: Job, permits: list[Permit], today: date) -> Sentence:
    """Return the most urgent sentence of the live permits, fetched with their corrections and inspections.

    ``clock`` is set if the sentence already says what the permit's clock says.
    """
    live = [permit for permit in permits if permit.is_live]
    if not live:
        return _nothing_yet(job)
    for make_sentence in _BY_URGENCY:
        for permit in live:
            sentence = make_sentence(permit, today)
            if sentence:
                return sentence
    return _line("The permits are in order.")


def _line(now: str, following: str = "", tone: str = "", stake: str = "") -> Sentence:
    return {"now": now, "next": following, "stake": stake, "tone": tone}


def _nothing_yet(job: Job) -> Sentence:
    if job.kind == Kind.REMOVAL:
        return _line("No permit is recorded.", "A removal needs one only where the city asks for it.")
    return _line("No permit is applied for yet.", f"The application goes to {job.site.jurisdiction}.")


def _revoked(permit: Permit, today: date) -> Sentence | None:
    rows = [row for row in permit.inspections.all() if row.revoked_on and row.kind == InspectionKind.FINAL]
    if not rows or permit.finaled_on:
        return None
    now = f"The city took back the {_word(rows[-1])} on {short_day(rows[-1].revoked_on, today)}."
    return _line(now, "The office settles it with the city; without a final nobody may charge.", "bad")


def _notice(permit: Permit, today: date) -> Sentence | None:
    for row in permit.corrections.all():
        if row.answered_on is None:
            now = f"The city asked for corrections on {short_day(row.asked_on, today)}."
            return _line(now, "The office answers; until then the city's clock rests.", "bad")
    return None


def _failed(permit: Permit, today: date) -> Sentence | None:
    for row in permit.inspections.all():
        if row.result == InspectionResult.FAILED and row.mended_on is None and row.decided_on:
            now = f"The {_word(row)} failed on {short_day(row.decided_on, today)}."
            return _line(now, "The crew mends what the inspector wrote; then the office asks again.", "bad")
    return None


def _lapsing(permit: Permit, today: date) -> Sentence | None:
    if permit.lapses_on is None or warn_of_lapse_on(permit.lapses_on) > today:
        return None
    last = long_day(permit.lapses_on, today)
    act = "Have it inspected" if permit.work_started_on else "Begin work"
    stake = f"A new permit costs its fee again: ${permit.fee_usd:,.2f}." if permit.fee_usd else ""
    if permit.lapses_on < today:
        return _line(
            f"{permit} lapsed: its last day was {last}.", "Ask the city what it takes.", "bad", stake
        )
    return _line(f"{permit} lapses after {last}.", f"{act}, or ask the city for an extension.", "bad", stake)


def _awaited(permit: Permit, today: date) -> Sentence | None:
    for row in permit.inspections.all():
        if not row.result and row.scheduled_on:
            hours = f", {spoken_hours(row.window)}" if row.window else ""
            now = f"The city comes for the {_word(row)} on {long_day(row.scheduled_on, today)}{hours}."
            return _line(now, "Its result is recorded on the day.", "wait")
        if not row.result:
            now = f"The city was asked for the {_word(row)} on {short_day(row.asked_on, today)}."
            return _line(now, "It has given no day yet.", "wait")
    return None


def _unissued(permit: Permit, today: date) -> Sentence | None:
    if permit.issued_on:
        return None
    now = f"{permit.jurisdiction} has not answered yet."
    if permit.complete_on:
        now = f"The application is complete since {short_day(permit.complete_on, today)}; no permit yet."
    if permit.answer_due_on is None:
        return _line(now, "No clock runs for this permit.", "wait")
    means, day = "approval" if permit.complete_on else "complete", long_day(permit.answer_due_on, today)
    if permit.answer_due_on <= today:
        sentence = _line(now, f"Since {day} silence counts as {means}; the office records it.", "bad")
    else:
        sentence = _line(now, f"On {day} silence counts as {means}.", "wait")
    return {**sentence, "clock": "told"}


def _issued(permit: Permit, today: date) -> Sentence | None:
    if permit.issued_on is None or permit.finaled_on or permit.lapses_on is None:
        return None
    until = "unless an inspection is held" if permit.work_started_on else "unless work begins"
    now = f"{permit} is issued since {short_day(permit.issued_on, today)}."
    good = f"It is good through {long_day(permit.lapses_on, today)}, {until}."
    return {**_line(now, good, "ok"), "clock": "told"}


def _closed(permit: Permit, today: date) -> Sentence | None:
    if permit.finaled_on is None:
        return None
    day = short_day(permit.finaled_on, today)
    card = any(row.closes_permit and row.card_id is None for row in permit.inspections.all())
    missing = [
        word for word, lacks in (("permit", permit.document_id is None), ("signed card", card)) if lacks
    ]
    papers = f"Still to be filed before the close-out: {spoken_list(missing)}." if missing else ""
    return _line(f"{permit} is closed: the final inspection passed on {day}.", papers, "ok")


_BY_URGENCY: tuple[_SentenceMaker, ...] = (
    _revoked,
    _notice,
    _failed,
    _lapsing,
    _awaited,
    _unissued,
    _issued,
    _closed,
)


def _word(row: Inspection) -> str:
    return row.get_kind_display().lower()
