"""The list of papers: each kind is on it, with a template that is there."""

from __future__ import annotations

import pytest
from django.template.loader import get_template

from jobs.road.paper_kinds import PAPERS, PaperKind


@pytest.mark.parametrize("kind", PaperKind)
def test_every_paper_has_its_template(kind: PaperKind) -> None:
    assert get_template(PAPERS[kind].template)
