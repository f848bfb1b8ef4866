"""The table of what must agree: each row's sentence, and what waits for it."""

from __future__ import annotations

import pytest

from jobs.road.contract_agrees import ContractFacts
from jobs.road.job_tabs import page_of_tab
from jobs.road.must_agree import MUST_AGREE, JobFacts, VerdictFacts, differences
from jobs.road.stages import STEP, Milestone

pytestmark = pytest.mark.once

ELIGIBLE = frozenset({"accepted", "surveyed", "eligible"})


def said(standing: frozenset[str] = ELIGIBLE, **verdict: object) -> list[str]:
    facts = JobFacts("installation", standing, verdict=VerdictFacts(**verdict))  # type: ignore[arg-type]
    return [each.what for each in differences(facts)]


@pytest.mark.parametrize(
    ("facts", "sentences"),
    [
        ({}, []),
        ({"changed": ("Main breaker",)}, ["Changed since the verdict: Main breaker: judge again"]),
        (
            {"changed": ("A", "B", "C", "D", "E")},
            ["Changed since the verdict: A, B, C and 2 more: judge again"],
        ),
        (
            {"lacks": "not eligible as it stands"},
            ["The verdict no longer says eligible (not eligible as it stands): judge again"],
        ),
        ({"changed": ("A",), "standing": frozenset({"surveyed"})}, []),
        ({"changed": ("A",), "standing": ELIGIBLE | {"closed_out"}}, []),
    ],
)
def test_a_verdict_rests_on_the_house_it_was_made_for(facts: dict, sentences: list[str]) -> None:
    assert said(**facts) == sentences


@pytest.mark.parametrize(
    ("contract", "sentences"),
    [
        ({}, []),
        (
            {"ended_on": "May 4, 2026"},
            ["The contract ended on May 4, 2026, when the job was cancelled: have a new one signed"],
        ),
        ({"unsigned": "Change order 2"}, []),
        (
            {"unsigned": "Change order 2", "work_on": "May 6, 2026"},
            [
                (
                    "Change order 2 is not signed, and work is booked for May 6, 2026: "
                    "have the owner sign it before the work begins"
                )
            ],
        ),
        (
            {"inside": ("May 6, 2026",), "cancel_until": "May 7, 2026"},
            [
                (
                    "The owner may still cancel until May 7, 2026, and work is booked for May 6, 2026: "
                    "move it to a later day"
                )
            ],
        ),
        (
            {"says_65": True},
            [
                (
                    "The owner is said to be 65 or over, and the contract counts the shorter right "
                    "to cancel: say which of the two holds"
                )
            ],
        ),
    ],
)
def test_work_rests_on_the_contract(contract: dict, sentences: list[str]) -> None:
    facts = JobFacts("installation", ELIGIBLE | {"agreed"}, contract=ContractFacts(**contract))
    assert [each.what for each in differences(facts)] == sentences


def test_every_row_has_a_name_of_its_own_and_a_tab_where_it_is_settled() -> None:
    assert len({row.name for row in MUST_AGREE}) == len(MUST_AGREE)
    assert all(page_of_tab(row.tab) for row in MUST_AGREE)


def test_what_waits_for_a_difference_is_an_act_of_ours() -> None:
    assert all(STEP[Milestone(m)].ours for row in MUST_AGREE for m in row.blocks)
