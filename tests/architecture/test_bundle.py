"""The tablet app's bundle is made of its sources, and whoever needs one module takes it from the bundle."""

from __future__ import annotations

import re

import pytest

from tests.bundle import ROOT, stale

pytestmark = [pytest.mark.once, pytest.mark.true_clock]

BY_PATH = re.compile(r"import\([^)]*js/field/")


def test_the_bundle_is_what_its_sources_give() -> None:
    """After a change of a script or a style sheet: sh bin/bundle."""
    assert stale() == []


def test_no_test_and_no_measurement_loads_a_module_beside_the_bundle() -> None:
    """It would be another instance than the page's own, which ``bundle/modules.js`` names."""
    files = [path for folder in ("tests", "bench") for path in (ROOT / folder).rglob("*.py")]
    assert [path.name for path in files if BY_PATH.search(path.read_text(encoding="utf-8"))] == []
