"""Every page is valid HTML, for whoever opens it and in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from jobs.models import HomeownerLink, Job
from tests.architecture.test_doors import DOORS
from tests.browser.test_pages import LANGS, TABS
from tests.browser.vnu import errors
from tests.browser.world import World, pages_behind, whole_world
from tests.builders.cast import signed_in
from tests.builders.homeowner import opened
from tests.builders.papers import issued_paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NO_DIFFERENCE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"')
ACCOUNTS = ("login", "logout", "reset_password", "reset_password_done", "change_password", "inactive")
ERRORS = ("400", "403", "403_csrf", "404", "408", "429", "500")


def test_every_page_is_valid_html(tmp_path: Path) -> None:
    pages: dict[str, str] = {}
    seen = set()
    for address, page in _pages(whole_world()):
        alike = NO_DIFFERENCE.sub("", page)
        if alike not in seen:
            seen.add(alike)
            pages[address] = page
    assert len(pages) > 180
    found = errors(pages, tmp_path)
    assert not found, "\n".join(found)


def _pages(world: World) -> Iterator[tuple[str, str]]:
    issued_paper(world.new)
    for who in ("owen", "olive", "asa"):
        client = signed_in(who)
        for address in [*_of_doors(world), *_of_jobs(world)]:
            yield from _looked_at(client, address, who)
    olive = signed_in("olive")
    for address in ("/jobs/new/", f"/jobs/{world.before_the_visit.number}/hold/", "/tablets/bring-in/"):
        yield f"refused {address}", olive.post(address).content.decode()
    for name in ACCOUNTS:
        for who, client in (("nobody", Client()), ("olive", olive)):
            yield from _looked_at(client, reverse(f"account_{name}"), who)
    yield from _looked_at(olive, reverse("mfa_index"), "olive")
    yield from _of_the_homeowner(world)
    for name in ERRORS:
        yield name, render_to_string(f"{name}.html")


def _of_doors(world: World) -> list[str]:
    return [door.address(world.behind.get(door.name, {})) for door in DOORS if not door.is_homeowners]


def _of_jobs(world: World) -> Iterator[str]:
    jobs: tuple[Job, ...] = (world.before_the_visit, world.to_settle, world.new)
    for job in jobs:
        yield from (f"/jobs/{job.number}/{tab}" for tab in ("", *(f"{tab}/" for tab in TABS)))
    yield from ("/jobs/?q=vega", "/jobs/?q=nobody-of-this-name")


def _of_the_homeowner(world: World) -> Iterator[tuple[str, str]]:
    client, here = Client(), world.homeowners_page
    for part in ("", "papers/"):
        for language in LANGS:
            yield from _looked_at(client, f"{here}{part}?lang={language}", "homeowner")
    after = HomeownerLink.objects.get(person__job=world.closed, revoked_at=None)
    for number, link in enumerate((world.link, after)):
        browser = opened(Client(), link)
        for page in pages_behind(link, world.behind):
            for who, asked in (("with the code", browser.get), ("refused", browser.post)):
                if not page.endswith("/close/"):
                    answer = asked(f"{page}?lang={LANGS[number]}")
                    yield from _whole(answer, f"homeowner {who} {page}")


def _looked_at(client: Client, address: str, who: str) -> Iterator[tuple[str, str]]:
    yield from _whole(client.get(address), f"{who} {address}")


def _whole(answer: Any, named: str) -> Iterator[tuple[str, str]]:
    if not answer.streaming and answer.content.lstrip()[:9].lower() == b"<!doctype":
        yield named, answer.content.decode()
