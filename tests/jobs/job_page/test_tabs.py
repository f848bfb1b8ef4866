"""The tabs of a job: each that is shown opens for whoever sees it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jobs.job_page.lines import address_of
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, booked

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["owen", "olive", "asa"])
def test_every_tab_that_is_shown_opens(key: str) -> None:
    job = accepted_job()
    booked(job)
    client = Client()
    client.force_login(someone(key))
    tabs = client.get(f"/jobs/{job.number}/").context["tabs"]
    answers = {tab["label"]: client.get(tab["url"]).status_code for tab in tabs}
    assert len(answers) >= 7
    assert set(answers.values()) == {200}, answers


def test_a_page_of_a_job_has_its_address_and_one_that_is_not_has_none() -> None:
    for name in ("jobs:overview", "permits:permit", "jobs:conflicts"):
        assert address_of(name, "KW-1042") == reverse(name, args=["KW-1042"])
    assert [address_of(name, "KW-1042") for name in ("", "jobs:list", "jobs:no_such_page")] == ["", "", ""]
