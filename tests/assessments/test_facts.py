"""The table of facts agrees with the contract, and reads nothing but what it should."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import facts
from assessments.facts import FactError
from tests.assessments.oracle import VALUES
from tests.assessments.walls import PASSING, any_facts

TABLE = facts.load()
AMPERES = [fact.name for fact in TABLE if fact.unit == "A"]
BOOLS = [fact.name for fact in TABLE if fact.type == "bool"]
CHOICES = [fact.name for fact in TABLE if fact.type == "choice"]


def test_the_table_holds_the_facts_of_the_contract_and_no_other() -> None:
    assert set(TABLE.by_name) == set(VALUES)
    assert len(TABLE.facts) == len(TABLE.by_name) == 33


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_allows_the_values_of_the_contract(name: str) -> None:
    assert sorted(TABLE[name].values) == sorted(VALUES[name])


def test_each_fact_can_be_read_as_the_contract_writes_it() -> None:
    for name, values in VALUES.items():
        assert [facts.read({name: value}) for value in values] == [{name: value} for value in values]


@pytest.mark.parametrize("name", AMPERES)
def test_read_takes_amperes_from_0_to_10000(name: str) -> None:
    assert facts.read({name: 0}) == {name: 0}
    assert facts.read({name: 10000}) == {name: 10000}
    wrong = [-1, -0.001, 10000.001, 10001, 10**400, -(10**400), float("nan"), float("inf"), float("-inf")]
    for value in [*wrong, True, False, "200", "", [], [200], {}, 200j]:
        with pytest.raises(FactError, match=f"^{name} must be a "):
            facts.read({name: value})


@pytest.mark.parametrize("name", ["wires", "spare_breaker_slots"])
def test_read_takes_counts_from_0_to_100(name: str) -> None:
    assert facts.read({name: 100}) == {name: 100}
    for value in [101, -1, 2.5, "3", True]:
        with pytest.raises(FactError, match=name):
            facts.read({name: value})


def test_read_takes_a_whole_number_without_a_fraction_however_it_is_written() -> None:
    read = facts.read({"panel_bus_amps": 200.0, "wires": 3.0, "backfeed_amps": 40, "circuit_amps": -0.0})
    assert {name: repr(value) for name, value in read.items()} == {
        "panel_bus_amps": "200",
        "wires": "3",
        "backfeed_amps": "40.0",
        "circuit_amps": "0",
    }
    with pytest.raises(FactError, match=r"^evse_amps must be a whole number from 0 to 10000\.$"):
        facts.read({"evse_amps": 47.5})


@pytest.mark.parametrize("name", BOOLS)
def test_read_takes_nothing_but_a_bool_for_a_yes_or_no(name: str) -> None:
    for value in [0, 1, 1.0, "true", "yes", "", [], {}]:
        with pytest.raises(FactError, match=f"^{name} must be true or false"):
            facts.read({name: value})


@pytest.mark.parametrize("name", CHOICES)
def test_read_refuses_a_value_that_is_not_allowed(name: str) -> None:
    for value in ["", "SCE", "edison", 1, True, ["sce"], {}]:
        with pytest.raises(FactError, match=f"^{name} must be one of "):
            facts.read({name: value})


@pytest.mark.parametrize("value", ["solar", {}, True, ["wind"], [None], [["solar"]], [1]])
def test_read_refuses_loads_that_are_no_list_of_loads(value: Any) -> None:
    with pytest.raises(FactError, match=r"^loads must "):
        facts.read({"loads": value})


@pytest.mark.parametrize("value", ["", "rust", {}, False, [None], [1], [["rust"]], ["a\0b"], ["\ud800"]])
def test_read_refuses_violations_that_are_no_list_of_texts(value: Any) -> None:
    with pytest.raises(FactError, match=r"^esr_violations "):
        facts.read({"esr_violations": value})


def test_read_drops_what_is_null() -> None:
    assert facts.read(dict.fromkeys(VALUES)) == {}
    assert facts.read({"wires": None, "esr_violations": [], "lock_ring": False}) == {
        "lock_ring": False,
        "esr_violations": [],
    }


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("panel_bus_amp", "panel_bus_amp is not a fact; panel_bus_amps is."),
        ("colour", "colour is not a fact."),
        ("x" * 5000, "x" * 80 + " is not a fact."),
    ],
)
def test_read_names_what_is_not_a_fact_even_where_it_is_null(name: str, sentence: str) -> None:
    for value in (1, None):
        with pytest.raises(FactError) as refused:
            facts.read({"wires": 3, name: value})
        assert str(refused.value) == sentence


@settings(max_examples=100, deadline=None)
@given(any_facts)
def test_read_reads_its_own_answer_again(known: dict[str, Any]) -> None:
    read = facts.read(known)
    assert facts.read(read) == read
    assert list(read) == [name for name in TABLE.by_name if name in known]


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def names_read_or_refused(given_facts: dict[str, Any]) -> set[str]:
    try:
        return set(facts.read(given_facts))
    except FactError as refused:
        return {f"refused {refused.fact}"}


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([*VALUES, "colour"]), junk, max_size=4))
def test_read_answers_junk_with_facts_or_with_a_fact_error(given_facts: dict[str, Any]) -> None:
    told = names_read_or_refused(given_facts)
    not_null = {name for name, value in given_facts.items() if value is not None}
    assert told == not_null or told <= {f"refused {name}" for name in given_facts}


def asked_of(**known: Any) -> set[str]:
    return {fact.name for fact in facts.asked(facts.read(known))}


def test_asked_follows_what_is_known() -> None:
    always = {"utility", "sce_account_verified", "request_type", "premises", "account_holder"}
    at_the_meter = {"meter_adapter_in_socket", "lock_ring", "generation_present"}
    assert asked_of() == asked_of(request_type="removal") == always | at_the_meter
    placing = asked_of(request_type="installation")
    assert {"loads", "panel_bus_amps", "device_approval", "generation_present"} <= placing
    assert not {"backfeed_amps", "owner_consent", "comms_cable", "circuit_amps"} & placing
    assert "backfeed_amps" in asked_of(request_type="replacement", generation_present=True)
    assert "backfeed_amps" not in asked_of(request_type="replacement", generation_present=False)
    assert "owner_consent" in asked_of(account_holder="tenant")
    assert {"circuit_amps", "evse_amps"} <= asked_of(request_type="installation", loads=["ev_charger"])
    assert "load_calculation_ok" not in asked_of(**{**PASSING, "spare_breaker_slots": 1})
    assert "load_calculation_ok" in asked_of(**{**PASSING, "spare_breaker_slots": 2})


def test_the_product_answers_for_the_device_and_the_socket_is_judged_on_site() -> None:
    assert {fact.name for fact in TABLE if fact.from_product} == {
        "device_approval",
        "device_isolating",
        "device_max_circuit_amps",
    }
    assert {"socket_fits_device", "esr_violations"} == {fact.name for fact in TABLE if fact.only_on_site}


def test_every_section_has_facts_and_they_stand_together() -> None:
    sections = [section.name for section in TABLE.sections]
    assert list(dict.fromkeys(fact.section for fact in TABLE)) == sections
    assert [fact.section for fact in TABLE] == sorted((fact.section for fact in TABLE), key=sections.index)


@pytest.mark.parametrize(
    ("name", "value", "english", "spanish"),
    [
        ("lock_ring", True, "Yes", "Sí"),
        ("lock_ring", False, "No", "No"),
        ("lock_ring", None, "Not known", "No se sabe"),
        ("panel_bus_amps", 200, "200 A", "200 A"),
        ("backfeed_amps", 39.5, "39.5 A", "39.5 A"),
        ("wires", 3, "3", "3"),
        ("utility", "municipal", "A city's own utility", "La compañía de una ciudad"),
        ("loads", ["solar", "battery"], "Solar, Battery", "Energía solar, Batería"),
        ("loads", [], "None", "Ninguno"),
        ("esr_violations", ["rust", "shed"], "rust, shed", "rust, shed"),
    ],
)
def test_shown_puts_a_value_into_words(name: str, value: Any, english: str, spanish: str) -> None:
    assert TABLE.shown(name, value) == english
    assert TABLE.shown(name, value, "es") == spanish
