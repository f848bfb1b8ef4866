"""The office's pages together: who may open them, and what they ask of the database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders.cast import signed_in
from tests.jobs.office.pages import busy_job

pytestmark = pytest.mark.django_db


PAGES = ("/", "/board/", "/jobs/", "/calendar/")


@pytest.mark.parametrize(
    "page", ["/board/", "/sweep/", "/jobs/", "/calendar/", "/jobs/new/", "/jobs/new/alike/", "/today/count/"]
)
def test_pages_of_the_office_are_closed_to_technicians_and_strangers(page: str) -> None:
    assert signed_in("olive").get(page).status_code == 200
    assert signed_in("owen").get(page).status_code == 200
    assert signed_in("asa").get(page).status_code == 403
    assert Client().get(page).url.startswith("/accounts/login/")


def test_pages_ask_the_same_number_of_questions_for_1_and_50_jobs() -> None:
    client = signed_in()

    def questions() -> dict[str, int]:
        asked = {}
        for page in PAGES:
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked[page] = len(queries)
        return asked

    busy_job()
    questions()
    few = questions()
    for place in range(1, 50):
        busy_job(place)
    assert questions() == few
    assert few["/jobs/"] <= 8
