"""What every answer keeps to, whatever the facts and whatever the rules."""

import json
import subprocess
import sys
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments import facts
from assessments.eligibility import FactError, evaluate
from tests.assessments.walls import PASSING, RULESET, any_facts, judged, passing_but

ORDER = ("fail", "info", "review", "pass")
RECOMMENDATIONS = {
    "msa",
    "load_splitter",
    "load_controller",
    "panel_circuit",
    "service_upgrade",
    "confirm_with_utility",
    None,
}
every_answer = settings(max_examples=150, deadline=None)


def test_evaluate_answers_in_the_shape_of_the_contract() -> None:
    answer = judged(PASSING)
    assert list(answer) == [
        "ruleset",
        "eligibility",
        "correctable",
        "missing",
        "findings",
        "rule21_required",
        "max_evse_amps",
        "recommendation",
    ]
    assert answer["ruleset"] == "sce-msa/2026-11"
    assert list(answer["findings"][0]) == [
        "rule",
        "outcome",
        "correctable",
        "needs",
        "message",
        "fix",
        "source",
    ]
    assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize("name", PASSING)
def test_evaluate_never_passes_without_a_fact_that_bears_on_the_job(name: str) -> None:
    answer = judged(passing_but(**{name: None}))
    bears_on_nothing = {
        "comms_cable",
        "spare_breaker_slots",
        "outlet_240v_at_parking",
        "wants_dedicated_circuit",
    }
    assert (answer["eligibility"] == "pass") is (name in bears_on_nothing)
    assert (name in answer["missing"]) is (name not in bears_on_nothing)


@every_answer
@given(any_facts, st.data())
def test_a_fact_taken_away_leaves_each_finding_as_it_was_or_waiting(
    known: dict[str, Any], data: st.DataObject
) -> None:
    assume(known)
    without = data.draw(st.sampled_from(sorted(known)))
    before = judged(known)
    after = judged({name: value for name, value in known.items() if name != without})
    for was, now in zip(before["findings"], after["findings"], strict=True):
        assert now == was or (now["outcome"] == "info" and without in now["needs"])
    assert after["eligibility"] != "pass" or before["eligibility"] == "pass"


@every_answer
@given(any_facts)
def test_evaluate_waits_only_for_facts_that_are_asked(known: dict[str, Any]) -> None:
    asked = {fact.name for fact in facts.asked(facts.read(known))}
    assert set(judged(known)["missing"]) <= asked


@every_answer
@given(any_facts, st.randoms(use_true_random=False))
def test_evaluate_rests_on_nothing_but_the_facts(known: dict[str, Any], random: Random) -> None:
    names = list(known)
    random.shuffle(names)
    shuffled = {name: known[name] for name in names}
    with_nulls = {name: known.get(name) for name in facts.load().by_name}
    given_before = json.dumps(known)
    assert judged(known) == judged(shuffled) == judged(with_nulls) == judged(facts.read(known))
    assert json.dumps(known) == given_before


@every_answer
@given(any_facts)
def test_every_answer_is_whole(known: dict[str, Any]) -> None:
    answer = judged(known)
    findings = answer["findings"]
    outcomes = [finding["outcome"] for finding in findings]
    assert [finding["rule"] for finding in findings] == [rule.id for rule in RULESET.rules]
    assert answer["missing"] == sorted({name for finding in findings for name in finding["needs"]})
    assert all(finding["needs"] == sorted(finding["needs"]) for finding in findings)
    assert all(bool(finding["needs"]) is (finding["outcome"] == "info") for finding in findings)
    assert all(finding["message"] and finding["source"] for finding in findings)
    assert all(
        bool(finding["fix"]) is (finding["outcome"] not in ("pass", "not_applicable")) for finding in findings
    )
    assert answer["recommendation"] in RECOMMENDATIONS
    if "other_utility" in outcomes:
        assert answer["eligibility"] == "other_utility"
    else:
        assert answer["eligibility"] == next(outcome for outcome in ORDER if outcome in outcomes)
    assert not any("{" in finding["message"] + finding["fix"] for finding in findings)


@every_answer
@given(any_facts)
def test_the_language_changes_the_words_and_nothing_else(known: dict[str, Any]) -> None:
    english, spanish = judged(known), evaluate(known, RULESET, language="es-us")
    for one, other in zip(english["findings"], spanish["findings"], strict=True):
        assert one["message"] != other["message"]
        assert (one["fix"] != other["fix"]) is bool(one["fix"])
        assert {**one, "message": "", "fix": ""} == {**other, "message": "", "fix": ""}
    assert {**english, "findings": []} == {**spanish, "findings": []}


def test_a_waiting_finding_names_what_it_waits_for() -> None:
    finding = next(
        each for each in judged(passing_but(circuit_amps=None))["findings"] if each["rule"] == "circuit"
    )
    assert finding["message"] == "Not known yet: Charger circuit."
    assert finding["fix"] == "Find out: What is the breaker of the planned charger circuit?"


@pytest.mark.parametrize("wrong", [{"wires": True}, {"panel_bus_amps": "200"}, {"colour": "red"}])
def test_evaluate_refuses_what_is_no_fact(wrong: dict[str, Any]) -> None:
    with pytest.raises(FactError, match=next(iter(wrong))):
        judged({**PASSING, **wrong})


@pytest.mark.true_clock
def test_the_engine_knows_neither_django_nor_a_database() -> None:
    look = (
        "import sys; from assessments import eligibility, fact_lines, facts; "
        "print([name for name in ('django', 'sqlite3', 'psycopg2') if name in sys.modules])"
    )
    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"
