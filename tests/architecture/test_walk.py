"""Whoever opens a page may open everything that it links to, whatever their role."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client, TestCase
from django.urls import Resolver404, resolve

from jobs.models import Job
from tests.browser.world import whole_world
from tests.builders.cast import someone
from tests.builders.jobs import booked

ANSWERS = {200, 204, 302, 304, 405}  # 405: a button that only sends
TAB_DEPTH = 4  # /jobs/KW-1001/permit/
LEADS = ("href", "action", "formaction", "data-hx-get", "data-hx-post", "hx-get", "hx-post")


class _Leads(HTMLParser):
    """Where the links, buttons and live parts of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "link":
            self.found |= {value for name, value in attrs if name in LEADS and value}


def _leads_of(answer: HttpResponseBase, address: str) -> list[str]:
    """The addresses of this site on a page; none where the answer is no page."""
    if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
        return []
    reader = _Leads()
    reader.feed(answer.content.decode())  # type: ignore[attr-defined]  # it is no stream
    paths = {urlsplit(lead).path or address for lead in reader.found if not urlsplit(lead).netloc}
    return sorted(path for path in paths if path.startswith("/") and not path.startswith(settings.STATIC_URL))


def _kind(address: str) -> tuple[str, str]:
    """A tab is opened once on each job, and each file; a form once, whatever rows and jobs link to it."""
    try:
        match = resolve(address)
    except Resolver404:
        return address, ""
    if match.view_name.endswith("_file"):
        return match.view_name, address
    is_tab = set(match.kwargs) == {"job_number"} and address.count("/") <= TAB_DEPTH
    return match.view_name, match.kwargs["job_number"] if is_tab else ""


class TestWalk(TestCase):
    """Four jobs at different stages, all of them Asa's."""

    jobs: ClassVar[list[Job]]

    @classmethod
    def setUpTestData(cls) -> None:
        world = whole_world()
        cls.jobs = [world.closed, world.before_the_visit, world.to_settle, world.new]
        for day, job in enumerate(cls.jobs[1:], start=4):
            booked(job, days=day)

    def test_no_page_links_to_what_its_reader_may_not_open(self) -> None:
        """Of what the office opened, the owner opens the tabs again and no form."""
        forms: set[tuple[str, str]] = set()
        for who, known, least in (("asa", set(), 40), ("olive", set(), 120), ("owen", forms, 40)):
            refused, opened = self._walk(who, known)
            assert not refused, f"{who}: {refused}"
            assert len(opened) - len(known) > least, who
            if who == "olive":
                forms |= {kind for kind in opened if not kind[1]}

    def _walk(self, who: str, known: set[tuple[str, str]]) -> tuple[dict[str, str], set[tuple[str, str]]]:
        """What was linked to and not answered, with the page that links to it; what was opened or known."""
        client = Client(raise_request_exception=False)
        client.force_login(someone(who))
        to_open = [("/", "the start"), *((f"/jobs/{job.number}/", "its job") for job in self.jobs)]
        opened = {*known, *(_kind(address) for address, _ in to_open)}
        refused = {}
        while to_open:
            address, linked_on = to_open.pop()
            answer = client.get(address)
            if answer.status_code not in ANSWERS:
                refused[f"{address} {answer.status_code}"] = linked_on
            for lead in _leads_of(answer, address):
                if (kind := _kind(lead)) not in opened:
                    opened.add(kind)
                    to_open.append((lead, address))
        return refused, opened
