"""What changed, in words, for every kind of plain value that an event keeps."""

from __future__ import annotations

import pytest

from jobs.history.change_words import change_lines, spoken


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        (True, "yes"),
        (False, "no"),
        ("2026-11-24", "Nov 24, 2026"),
        ("2026-11-24T08:00:00-08:00", "Nov 24, 2026, 8 AM"),
        ("2026-13-99", "2026-13-99"),
        ("final_before_set", "final before set"),
        (["owner", "payer"], "owner, payer"),
        ({"paid": 60, "left": 40}, "paid 60, left 40"),
        (279, "279"),
    ],
)
def test_a_value_is_spoken(value: object, words: str) -> None:
    assert spoken(value) == words


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("loads", {"value": ["ev_charger"], "source": "site"}, "EV charger (seen on site)"),
        (
            "loads",
            {"value": ["ev_charger", "solar"], "source": "caller"},
            "EV charger, Solar (told by the caller)",
        ),
        ("esr_violations", {"value": [], "source": "site"}, "none (seen on site)"),
        ("generation_present", {"value": False, "source": "bill"}, "no (from the bill)"),
        ("meter_type", {"value": "self_contained", "source": "site"}, "Self-contained (seen on site)"),
        ("verdict", "pass", "Eligible"),
        ("reasons", ["F2"], "The adapter was damaged, dirty or wet"),
        ("outcome", "could_not", "Could not"),
    ],
)
def test_a_fact_and_its_value_are_called_as_on_their_own_page(fact: str, value: object, words: str) -> None:
    [line] = change_lines({}, {fact: value})
    assert line["now"] == words
    assert "_" not in line["what"]


def test_ids_and_names_of_rules_are_not_shown() -> None:
    assert (
        change_lines({}, {"inspection": 6, "visit": 1, "rule": "lock-ring", "ruleset": "sce-msa/2026-11"})
        == []
    )


def test_lines_name_the_fact_and_what_it_was() -> None:
    assert change_lines({"street": "1 Elm", "held_on": "2026-11-03"}, {"street": "2 Elm"}) == [
        {"what": "street", "was": "1 Elm", "now": "2 Elm"},
        {"what": "held", "was": "Nov 3, 2026", "now": ""},
    ]


def test_rows_and_sums_and_what_never_had_a_value_are_not_spoken() -> None:
    assert change_lines({}, {"upload": 7, "sha256": "abc", "window": None}) == []


def test_money_and_days_keep_their_units() -> None:
    lines = change_lines({}, {"deposit_usd": "400.00", "senior_stated_on": "2026-10-02"})
    assert [(line["what"], line["now"]) for line in lines] == [
        ("deposit (USD)", "400.00"),
        ("said to be 65 or over", "Oct 2, 2026"),
    ]
