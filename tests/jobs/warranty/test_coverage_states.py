"""What the warranty tab says of each coverage today."""

from __future__ import annotations

from datetime import date

import pytest

from jobs.models import Claim, Coverage
from jobs.warranty.terms import CoverageFacts, state_of
from tests.builders.cast import signed_in
from tests.builders.jobs import days_ago
from tests.builders.whole_road import closed_job, closed_removal

TODAY = date(2026, 6, 3)


@pytest.mark.parametrize(
    ("until_on", "needs_registration", "in_question", "word"),
    [
        (date(2026, 6, 3), False, "", "in force"),
        (date(2026, 6, 2), False, "", "ended"),
        (date(2026, 6, 2), True, "It came off", "ended"),
        (None, False, "", "in force"),
        (None, True, "", "to be registered"),
        (None, True, "It came off", "in question"),
        (date(2030, 1, 1), False, "It came off", "in question"),
    ],
)
def test_a_coverage_reads_what_it_is_today(
    until_on: date | None, needs_registration: bool, in_question: str, word: str
) -> None:
    facts = CoverageFacts(date(2025, 6, 2), until_on, needs_registration, in_question)
    assert state_of(facts, TODAY)[1] == word


@pytest.mark.django_db
def test_coverage_that_ended_reads_ended() -> None:
    job = closed_job()
    ours = Coverage.objects.of(job).filter(kind="workmanship")
    ours.update(starts_on=days_ago(400), until_on=days_ago(30))
    page = signed_in().get(f"/jobs/{job.number}/warranty/").content.decode()
    assert (page.count(">ended<"), page.count(">in force<")) == (1, 2)


@pytest.mark.django_db
def test_a_removal_has_no_warranty_page_and_no_act_of_it() -> None:
    job = closed_removal()
    client = signed_in()
    for page in ("", "claim/", "register/", "over/"):
        answer = client.get(f"/jobs/{job.number}/warranty/{page}")
        assert answer.status_code == 404, page
    assert client.post(f"/jobs/{job.number}/warranty/claim/", {"what": "It hums."}).status_code == 404
    assert not Claim.objects.exists()
