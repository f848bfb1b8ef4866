"""The engine and a second reading of the contract agree on every answer."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from assessments.eligibility import Answer
from tests.assessments.oracle_answers import answer_of
from tests.assessments.walls import any_facts, at_random, judged

pytestmark = pytest.mark.once


def without_words(answer: Answer) -> dict[str, Any]:
    """The answer as the oracle can tell it."""
    told = {name: value for name, value in answer.items() if name != "ruleset"}
    told["findings"] = [
        (finding["rule"], finding["outcome"], finding["needs"], finding["correctable"])
        for finding in answer["findings"]
    ]
    return told


@pytest.mark.parametrize("seed", range(10))
def test_evaluate_agrees_with_the_contract_on_services_at_random(seed: int) -> None:
    random = Random(seed)
    for _ in range(500):
        facts = at_random(random)
        assert without_words(judged(facts)) == answer_of(facts), facts


@settings(max_examples=300, deadline=None)
@given(any_facts)
def test_evaluate_agrees_with_the_contract_on_any_facts(facts: dict[str, Any]) -> None:
    assert without_words(judged(facts)) == answer_of(facts)


def test_the_services_at_random_meet_every_outcome_of_every_rule() -> None:
    random = Random(0)
    met = {
        (rule, outcome)
        for _ in range(3000)
        for rule, outcome, _, _ in answer_of(at_random(random))["findings"]
    }
    always = {"utility", "sce-account", "request-type", "premises", "existing-adapter", "lock-ring"}
    rules = {rule for rule, _ in met}
    assert len(rules) == 23
    for rule in rules:
        assert {(rule, "pass"), (rule, "info")} <= met
        assert ((rule, "not_applicable") in met) is (rule not in always)
        assert bool({(rule, "fail"), (rule, "review"), (rule, "other_utility")} & met) is (
            rule != "request-type"
        )


def test_the_services_at_random_meet_every_recommendation() -> None:
    random = Random(0)
    met = {answer_of(at_random(random))["recommendation"] for _ in range(3000)}
    assert met == {
        "msa",
        "load_splitter",
        "load_controller",
        "panel_circuit",
        "service_upgrade",
        "confirm_with_utility",
        None,
    }
