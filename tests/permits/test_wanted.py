"""Which items a permit and its inspections ask for: each state opens what is owed, and names what is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jobs.open_items.wanted import Over, Wanted
from permits.item_facts import CorrectionFacts, InspectionFacts, PermitFacts
from permits.wanted import wanted_items

TODAY = date(2026, 11, 20)
APPLIED = PermitFacts(7, "electrical permit", "electrical permit", TODAY, date(2026, 11, 2), written=True)
ISSUED = replace(
    APPLIED,
    issued_on=date(2026, 11, 10),
    lapses_on=date(2027, 11, 10),
    warned_on=date(2027, 10, 11),
    has_paper=True,
)
FINAL = InspectionFacts(3, "final", "final inspection", date(2026, 11, 12), written=True)
PASSED = replace(FINAL, result="passed", result_word="Passed", decided_on=date(2026, 11, 16), has_card=True)
CLOSED = replace(ISSUED, is_open=False, lapses_on=None, warned_on=None)


def owed(facts: PermitFacts) -> dict[str, str]:
    wanted = (each for each in wanted_items(facts) if isinstance(each, Wanted) and each.opens)
    return {each.key.removeprefix("permits."): each.party for each in wanted}


def over(facts: PermitFacts) -> set[str]:
    return {each.key for each in wanted_items(facts) if isinstance(each, Over)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (APPLIED, {"complete:7": "city"}),
        (replace(APPLIED, complete_on=date(2026, 11, 9)), {"issue:7": "city"}),
        (
            replace(APPLIED, corrections=(CorrectionFacts(1, date(2026, 11, 5)),)),
            {"correction:1": "office"},
        ),
        (
            replace(APPLIED, corrections=(CorrectionFacts(1, date(2026, 11, 5), date(2026, 11, 6)),)),
            {"complete:7": "city"},
        ),
        (replace(APPLIED, answer_due_on=TODAY, silent=True), {"complete:7": "city", "silence:7": "office"}),
        (ISSUED, {"expiry:7": "office"}),
        (replace(ISSUED, warned_on=TODAY), {"lapsing:7": "office"}),
        (replace(ISSUED, has_paper=False), {"expiry:7": "office", "paper:7": "office"}),
        (replace(CLOSED, inspections=(PASSED,)), {}),
        (replace(APPLIED, job_cancelled=True), {"unwind:7": "office"}),
        (replace(APPLIED, is_live=False, is_open=False, ended_on=TODAY, is_missed=True), {"apply": "office"}),
    ],
)
def test_a_permit(facts: PermitFacts, expected: dict[str, str]) -> None:
    assert owed(facts) == expected


@pytest.mark.parametrize(
    ("inspection", "asks_after", "expected"),
    [
        (FINAL, None, {"inspection:3": "city"}),
        (replace(FINAL, result="failed", decided_on=TODAY), None, {"mend:3": "field"}),
        (replace(FINAL, result="failed", decided_on=TODAY, mended_on=TODAY), 3, {"ask-final:7": "office"}),
        (replace(FINAL, result="cancelled", decided_on=TODAY), 3, {"ask-final:7": "office"}),
        (PASSED, None, {}),
        (PASSED, 3, {"ask-final:7": "office"}),
        (replace(PASSED, has_card=False), None, {"card:3": "office"}),
        (replace(PASSED, revoked_on=TODAY), None, {"revoked:3": "office"}),
        (replace(PASSED, revoked_on=TODAY, written=False), None, {}),
    ],
)
def test_an_inspection(inspection: InspectionFacts, asks_after: int | None, expected: dict[str, str]) -> None:
    facts = replace(ISSUED, inspections=(inspection,), asks_after=asks_after)
    assert owed(facts) == {"expiry:7": "office", **expected}


def test_what_another_act_brought_up_stays_until_it_is_done() -> None:
    failed = replace(FINAL, result="failed", decided_on=TODAY, mended_on=TODAY)
    silent = replace(APPLIED, answer_due_on=TODAY, inspections=(failed,))
    assert not over(silent) & {"permits.apply", "permits.silence:7", "permits.ask-final:7"}
    asked = replace(APPLIED, inspections=(failed, replace(FINAL, pk=4)), is_new=True)
    assert over(asked) >= {"permits.apply", "permits.silence:7", "permits.ask-final:7"}


def test_the_jackets_own_item_of_a_cancelled_jobs_permit_is_the_one_that_knows_its_number() -> None:
    numbered = replace(ISSUED, numbers=("E-17", "A-9"), job_cancelled=True)
    assert owed(numbered) == {"jobs.unwind:permit:E-17": "office"}
    keys = {"jobs.unwind:permit:E-17", "jobs.unwind:permit:A-9", "permits.unwind:7"}
    assert over(replace(numbered, is_live=False, is_open=False)) >= keys
