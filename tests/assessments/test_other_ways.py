"""Other ways to charge: those that are open to a house with these facts, and never the one recommended."""

from __future__ import annotations

from typing import Any

import pytest

from assessments import words
from assessments.models import Evaluation
from assessments.views.shown import fits_house, other_ways
from jobs.models import Job

ALWAYS = {"msa", "service_upgrade", "confirm_with_utility"}
OF_THE_PANEL = {"load_controller", "panel_circuit"}


@pytest.mark.parametrize(
    ("facts", "shut"),
    [
        ({}, set()),
        ({"outlet_240v_at_parking": False}, {"load_splitter"}),
        ({"outlet_240v_at_parking": True}, set()),
        ({"outlet_240v_at_parking": True, "wants_dedicated_circuit": True}, {"load_splitter"}),
        ({"spare_breaker_slots": 0}, OF_THE_PANEL),
        ({"spare_breaker_slots": 1}, {"panel_circuit"}),
        ({"spare_breaker_slots": 2}, set()),
        ({"spare_breaker_slots": 2, "load_calculation_ok": False}, {"panel_circuit"}),
        ({"load_calculation_ok": True}, set()),
    ],
)
def test_a_way_is_open_to_a_house_as_its_facts_say(facts: dict[str, Any], shut: set[str]) -> None:
    assert {way for way in words.WAYS if not fits_house(way, facts)} == shut
    assert not shut & ALWAYS


@pytest.mark.parametrize("recommended", words.WAYS)
def test_the_way_that_is_recommended_is_not_another_way(recommended: str) -> None:
    evaluation = Evaluation(recommendation=recommended, facts={})
    shown = other_ways(evaluation, Job(kind="installation"))
    assert words.WAYS[recommended] not in shown
    assert len(shown) == len(set(words.WAYS) - {recommended, "confirm_with_utility"})
    assert other_ways(evaluation, Job(kind="removal")) == []
