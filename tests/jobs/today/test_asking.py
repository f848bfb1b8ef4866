"""Under which number we ask a city or a utility about a case: never under another one of the job."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from jobs.models import Reference
from jobs.today.views.asking import number_of

NUMBERS = [
    Reference(kind="interconnection", value="NEM-9", source="interconnection:1"),
    Reference(kind="utility_request", value="MSA-2", source="request:1"),
    Reference(kind="permit", value="E-NEW", source="permit:8:number"),
    Reference(kind="permit", value="A-NEW", source="permit:8:application_number"),
    Reference(kind="permit", value="E-OLD", source="permit:7:number"),
]


@pytest.mark.parametrize(
    ("party", "key", "what", "number"),
    [
        ("city", "permits.issue:7", "Issue the building permit", "E-OLD"),
        ("city", "permits.issue:8", "Issue the electrical permit", "E-NEW"),
        ("city", "permits.complete:9", "Say whether the application is complete", ""),
        ("city", "permits.inspection:7", "Hold the final under the electrical permit E-NEW", "E-NEW"),
        ("city", "", "Somebody added this", "E-NEW"),
        ("utility", "utility_requests.answer", "Answer the application", "MSA-2"),
        ("utility", "utility_requests.visit", "Visit: set the adapter", "MSA-2"),
        ("utility", "utility_requests.rule_21", "Answer the Rule 21 application", "NEM-9"),
        ("utility", "", "Somebody added this", "NEM-9"),
    ],
)
def test_a_case_is_asked_about_under_its_own_number(party: str, key: str, what: str, number: str) -> None:
    assert number_of(SimpleNamespace(party=party, key=key, what=what), NUMBERS) == number


def test_a_job_without_a_number_has_none() -> None:
    assert number_of(SimpleNamespace(party="city", key="permits.issue:7", what="Issue it"), []) == ""
