"""Rule 21 on a removal: asked about where what comes out serves a generator, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from assessments.services.open_items import takes_out_a_generator
from jobs.models import OpenItem
from jobs.open_items.keys import RULE_21
from tests.builders.assessments import surveyed_job
from tests.builders.jobs import accepted_job

ASK = "What comes out serves a generator: ask SCE what becomes of it under Rule 21"


@pytest.mark.parametrize(
    ("changed", "serves"),
    [
        ({}, True),
        ({"meter_adapter_in_socket": "ev"}, False),
        ({"meter_adapter_in_socket": None}, False),
        ({"generation_present": False}, False),
        ({"generation_present": None}, False),
        ({"request_type": "replacement"}, False),
    ],
)
def test_only_a_gma_of_a_generator_that_comes_out_asks(changed: dict[str, Any], serves: bool) -> None:
    facts = {"request_type": "removal", "meter_adapter_in_socket": "gma", "generation_present": True}
    assert takes_out_a_generator({**facts, **changed}) is serves


@pytest.mark.django_db
def test_the_office_is_asked_once_about_solar_that_goes_on_without_its_adapter() -> None:
    job = surveyed_job(accepted_job(kind="removal"), generation_present=True)
    item = OpenItem.objects.of(job).open().get(key=RULE_21)
    assert (item.what, item.party, item.act) == (ASK, "office", "utility_requests:utility_request")
    without = surveyed_job(accepted_job(kind="removal", name="Ann Other"), generation_present=False)
    assert not OpenItem.objects.of(without).open().filter(key=RULE_21).exists()
