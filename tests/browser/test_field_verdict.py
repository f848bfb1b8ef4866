"""The verdict on the tablet is the server's: one rule file, judged in a real browser, field by field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from assessments import facts
from assessments.eligibility import evaluate
from assessments.fact_table import FactError
from assessments.rule_file import Ruleset, ruleset_from
from assessments.rulesets import ruleset_json
from assessments.texts import RULES_FOLDER
from kilowire.web.tablet_shell import shell_version
from tests.assessments.fact_sets import every_row, fact_sets, generated
from tests.assessments.walls import RULESET, passing_but
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

JUDGE = """async ([bundle, written, language]) => {
  const { evaluate } = (await import(bundle))["rules/eligibility"];
  const [rules, sets] = JSON.parse(written);
  return JSON.stringify(sets.map((facts) => {
    try { return evaluate(facts, rules, language); } catch (error) {
      return { refused: error.fact ?? null, said: String(error) };
    }
  }));
}"""


def judged_on_the_tablet(
    page: Page, sets: list[dict[str, Any]], ruleset: Ruleset = RULESET, language: str = "en"
) -> list[dict[str, Any]]:
    bundle = reverse("tablet_file", args=[shell_version(), "bundle/modules.js"])
    written = json.dumps([ruleset_json(ruleset), sets])
    return json.loads(page.evaluate(JUDGE, [bundle, written, language]))


def differences(page: Page, sets: list[dict[str, Any]], language: str = "en") -> list[str]:
    """Each field in which the two answers are not the same, with the facts that they were given."""
    told = judged_on_the_tablet(page, sets, language=language)
    assert len(told) == len(sets)
    found = []
    for given, tablet in zip(sets, told, strict=True):
        server: dict[str, Any] = dict(evaluate(given, RULESET, language=language))
        if list(tablet) != list(server):
            found.append(f"{given}: {tablet}")
            continue
        for name, value in server.items():
            if json.dumps(value) != json.dumps(tablet[name]):
                found.append(f"{given}: {name} is {value!r} on the server, {tablet[name]!r} on the tablet")
    return found


@pytest.fixture
def page_of_ours(open_page: OpenPage) -> Page:
    return open_page("/field/", width=1024)


def test_the_tablet_gives_the_servers_answer_to_every_row_of_the_contract(page_of_ours: Page) -> None:
    rows = list(every_row())
    assert len(rows) > 1400
    assert differences(page_of_ours, rows) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_tablet_judges_2000_generated_sets_as_the_server_does(page_of_ours: Page, language: str) -> None:
    assert differences(page_of_ours, generated(2000, seed=2026), language) == []


def test_nulls_and_the_ends_of_every_range_are_read_alike(page_of_ours: Page) -> None:
    assert differences(page_of_ours, fact_sets(2000, seed=11)) == []


def test_a_limit_changed_in_the_rule_file_changes_both_sides(page_of_ours: Page, tmp_path: Path) -> None:
    written = (RULES_FOLDER / "sce_msa/2026-11.toml").read_text()
    changed_file = tmp_path / "2026-12.toml"
    changed_file.write_text(written.replace("meter_class_amps <= 200", "meter_class_amps <= 320"))
    assert changed_file.read_text() != written
    changed = ruleset_from(changed_file, facts.load())
    given = passing_but(meter_class_amps=320)
    before, after = evaluate(given, RULESET), evaluate(given, changed)
    assert (before["eligibility"], after["eligibility"]) == ("fail", "pass")
    assert judged_on_the_tablet(page_of_ours, [given]) == [before]
    assert judged_on_the_tablet(page_of_ours, [given], changed) == [after]


NO_FACTS: list[dict[str, Any]] = [
    {"panel_bus_amps": True},
    {"panel_bus_amps": "200"},
    {"panel_bus_amps": 200.5},
    {"panel_bus_amps": 10001},
    {"backfeed_amps": "40"},
    {"wires": -1},
    {"lock_ring": 1},
    {"voltage": "240"},
    {"loads": "ev_charger"},
    {"loads": ["heat_pump"]},
    {"esr_violations": [None]},
    {"esr_violations": ["\0"]},
    {"panel_bus": 200},
]


def test_what_is_no_fact_is_refused_by_name_on_both_sides(page_of_ours: Page) -> None:
    for given, told in zip(NO_FACTS, judged_on_the_tablet(page_of_ours, NO_FACTS), strict=True):
        with pytest.raises(FactError) as refused:
            evaluate(given, RULESET)
        assert told["refused"] == refused.value.fact, given
        assert refused.value.sentence.split(";")[0].rstrip(".") in told["said"]
