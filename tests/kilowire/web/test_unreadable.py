"""What cannot be read is refused in words: an address with NUL or bad UTF-8, a body that breaks off."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.builders.cast import signed_in
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"


class BreaksOff(BytesIO):
    """The connection of somebody whose tablet lost the network: a time-out where the body should be."""

    def read(self, *_: Any) -> bytes:
        raise TimeoutError("timed out")

    readline = read  # type: ignore[assignment]


@pytest.mark.parametrize(
    "address",
    [
        "/jobs/KW-%00/",
        "/jobs/%ff%fe/",
        "/jobs/%ed%a0%80/",
        "/jobs/?q=%00",
        "/jobs/?q=%c3%28",
        "/jobs/?%00=q",
        "/admin/jobs/utility/?q=a%00b",
        "/admin/jobs/jurisdiction/?utility__id__exact=%00",
        "/accounts/login/?next=%00",
        "/accounts/login/?next=http://[::1",
        "/h/%00/",
        "/static/%00",
    ],
)
def test_an_address_with_nul_or_bad_utf_8_is_refused_in_words(address: str) -> None:
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == 400
    assert "That request could not be read" in answer.content.decode()


def test_an_address_in_another_script_is_read() -> None:
    assert signed_in("olive").get("/jobs/?q=%C3%B1+%F0%9F%98%80").status_code == 200


def test_a_field_that_points_at_a_row_of_the_directory_is_looked_for_among_its_own() -> None:
    for name in ("%2B", "crew", "members", "nothing"):
        answer = signed_in("owen").get(f"/admin/jobs/vehicle/?_to_field={name}")
        assert answer.status_code in (302, 400), name


@pytest.mark.parametrize("typed", [{"next": "http://[::1"}, {"login": "a\0b"}, {"a\0b": "1"}])
def test_a_form_with_nul_is_refused_in_words(typed: dict[str, str]) -> None:
    for name in ("account_login", "account_reset_password", "jobs:new", "admin:jobs_utility_add"):
        answer = signed_in("owen").post(reverse(name), typed)
        assert answer.status_code == 400, name
        assert "That request could not be read" in answer.content.decode()


def _broken_off(client: Client, address: str, content_type: str) -> HttpResponse:
    length = {"CONTENT_LENGTH": "40", "wsgi.input": BreaksOff(), "SERVER_NAME": "testserver"}
    return client.generic("POST", address, b"x", content_type=content_type, **length)


@pytest.mark.parametrize("content_type", [FORM, MULTIPART])
@pytest.mark.parametrize("name", ["jobs:new", "account_login", "admin:jobs_utility_add"])
def test_a_form_that_breaks_off_is_said_and_nothing_of_it_is_done(name: str, content_type: str) -> None:
    answer = _broken_off(signed_in("owen"), reverse(name), content_type)
    assert answer.status_code == 408
    assert "That did not arrive whole" in answer.content.decode()


def test_what_a_tablet_sends_and_breaks_off_is_sent_again() -> None:
    job, client = on_site(accepted_job()).job, signed_in("asa")
    for name in ("step", "photo", "installation"):
        address = reverse(f"field:{name}", args=[job.number, "00000000-0000-4000-8000-000000000000"])
        content_type = MULTIPART if name == "photo" else "application/json"
        answer = _broken_off(client, address, content_type)
        assert (answer.status_code, answer.json()["error"]) == (408, "incomplete"), name
