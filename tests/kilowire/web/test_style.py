"""The style page, and what all base templates promise: the right people, no inline style or script."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.builders.cast import someone

PAGES = ["/style/", "/style/job/", "/style/field/", "/style/portal/"]


@pytest.fixture
def olive(client: Client) -> Client:
    client.force_login(someone("olive"))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_style_pages_open_for_the_office_alone(client: Client, page: str) -> None:
    assert client.get(page).status_code == 302
    client.force_login(someone("asa"))
    assert client.get(page).status_code == 403
    client.force_login(someone("olive"))
    assert client.get(page).status_code == 200


@pytest.mark.django_db
def test_an_unknown_part_is_no_page(olive: Client) -> None:
    assert olive.get("/style/nothing/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_pages_carry_no_inline_style_or_script(olive: Client, page: str) -> None:
    html = olive.get(page).content.decode()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))


@pytest.mark.django_db
def test_the_homeowners_page_is_light(olive: Client, settings) -> None:
    html = olive.get("/style/portal/").content
    sheets = [
        (settings.BASE_DIR / "static/css" / name).read_bytes()
        for name in re.findall(r"css/(\w+\.css)", html.decode())
    ]
    assert len(sheets) == 2
    assert len(html) + sum(map(len, sheets)) < 30_000
    assert b"<script" not in html


@pytest.mark.parametrize(
    "page", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"]
)
def test_error_pages_need_nothing_from_the_request(page: str) -> None:
    assert "To the first page" in render_to_string(page)


def test_the_page_of_a_fault_speaks_both_languages() -> None:
    page = render_to_string("500.html")
    assert "Something broke on our side" in page
    assert '<div lang="es">' in page
