"""The tablet app's bundle is made of its sources, and whoever needs one module takes it from the bundle."""

from __future__ import annotations

import re

import pytest

from tests.bundle import PLACE, ROOT, names_of_the_app, stale, whole_sheet
from tests.cut_styles import Names, cut

pytestmark = [pytest.mark.once, pytest.mark.true_clock]

CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NO_RULE = re.compile(r'/\*.*?\*/|"[^"]*"', re.DOTALL)
BY_PATH = re.compile(r"import\([^)]*js/field/")


def test_the_bundle_is_what_its_sources_give() -> None:
    """After a change of a script or a style sheet: sh bin/bundle."""
    assert stale() == []


CUT = {
    ".used{color:red}.other{color:red}": ".used{color:red}",
    ".used,.other,.used .other{top:0}": ".used{top:0}",
    ".used:not(.other){top:0}": ".used:not(.other){top:0}",
    ".tone-bad{top:0}.tone{top:0}": ".tone-bad{top:0}",
    "@media print{.other{top:0}}": "",
    "@media print{.other{top:0}.used{top:0}}": "@media print{.used{top:0}}",
    ":root{--a:1px;--b:var(--c);--c:2px}p{top:var(--a)}": ":root{--a:1px;}p{top:var(--a)}",
    "a{color:red}[hidden]{top:0}@font-face{src:url(a)}": "a{color:red}[hidden]{top:0}@font-face{src:url(a)}",
}


@pytest.mark.parametrize(("sheet", "left"), CUT.items(), ids=CUT)
def test_only_rules_of_classes_that_nobody_names_are_cut(sheet: str, left: str) -> None:
    assert cut(sheet, Names.of(['el("p", { class: `used tone-${each}` })  // other'])) == left


def test_each_class_that_the_tablets_modules_name_keeps_its_rules() -> None:
    """``test_field_looks`` proves it of each page as it is drawn."""
    names = names_of_the_app()
    named = {name for name in CLASS.findall(NO_RULE.sub("", whole_sheet())) if name in names}
    kept = set(CLASS.findall((PLACE / "field.css").read_text(encoding="utf-8")))
    assert len(named) > 100
    assert named - kept == {"span"}  # which only stands within a form grid, and no module names that


def test_no_test_and_no_measurement_loads_a_module_beside_the_bundle() -> None:
    """It would be another instance than the page's own, which ``bundle/modules.js`` names."""
    files = [path for folder in ("tests", "bench") for path in (ROOT / folder).rglob("*.py")]
    assert [path.name for path in files if BY_PATH.search(path.read_text(encoding="utf-8"))] == []
