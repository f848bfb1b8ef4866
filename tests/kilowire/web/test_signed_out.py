"""A session that ended under an open page: no part of the page turns into the sign-in."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.architecture.test_doors import STAFF
from tests.builders.cast import signed_in

pytestmark = pytest.mark.django_db


def test_a_part_of_a_page_is_never_answered_with_the_sign_in() -> None:
    client, doors = Client(headers={"HX-Request": "true"}), [door for door in STAFF if not door.is_tablets]
    assert len(doors) > 100
    for address in [*(door.address({}) for door in doors), "/admin/", "/admin/jobs/utility/"]:
        answer = client.get(address)
        if answer.status_code != 405:
            assert (answer.status_code, answer.headers.get("HX-Trigger")) == (401, "signed-out"), address
            assert answer.content == b""


def test_a_page_still_leads_to_the_sign_in_and_back() -> None:
    answer = Client().get("/today/count/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/login/?next=/today/count/"


def test_a_page_of_somebody_signed_in_has_the_bar_that_waits_for_the_end_of_the_session() -> None:
    page = signed_in("olive").get("/").content.decode()
    assert 'id="signed-out" class="signed-out" role="alert" hidden' in page
    assert "You are signed out." in page
