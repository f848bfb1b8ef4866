"""The glossary explains each stage and each of the trade's terms once, for everybody who signs in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import escape

from jobs.glossary.terms import STAGES, TERMS
from jobs.road.stage_table import STAGES as ROAD
from jobs.road.stage_table import stage_label
from tests.builders.cast import someone


def test_every_stage_is_explained_in_the_order_of_the_road() -> None:
    assert list(STAGES) == list(ROAD)


def test_no_term_is_explained_twice() -> None:
    words = [word.strip().lower() for term in TERMS for word in term.split(",")]
    assert len(words) == len(set(words))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owen", "olive", "asa"])
def test_everybody_who_signs_in_reads_it(client: Client, who: str) -> None:
    client.force_login(someone(who))
    page = client.get("/glossary/").content.decode()
    assert all(f"<dt>{stage_label(stage)}</dt>" in page for stage in STAGES)
    assert all(f"<dt>{escape(term)}</dt>" in page for term in TERMS)
