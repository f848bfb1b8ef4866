"""Every door of the building has a guard, and whoever may not enter learns nothing of what is behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kilowire.models import Role
from tests.builders.cast import someone
from tests.builders.every_row import rows_behind_doors

OPEN_TO_ALL = {
    "alive",
    "ready",
    "tablet",
    "tablet_worker",
    "tablet_manifest",
    "tablet_file",
    "field:online",
    "ask",  # the page on which anybody asks whether their house can have it
    "request_sent",
    "lead_hook",  # signed by the company's own website
    "webhooks:text_came",  # signed by the text service
    "webhooks:text_reported",
}
MISSING: dict[str, Any] = {
    "job_number": "KW-9999",
    "pk": 987_654,
    "uuid": "00000000-0000-4000-8000-000000000000",
    "token": "not-a-token",
    "ordinal": 99,
    "slot": "other",
    "name": "bag",
    "rule": "phase",
    "copy": "print",
    "milestone": "surveyed",
    "part": "wire",
    "line": "item-987654",
    "version": "0",
    "path": "app.js",
}
FIELD, OFFICE, OWNER = Role.FIELD.value, Role.OFFICE.value, Role.OWNER.value


@dataclass(frozen=True)
class Door:
    """One named url, what it takes, and who may enter."""

    name: str
    takes: tuple[tuple[str, str], ...]
    roles: frozenset[str]
    is_homeowners: bool
    is_tablets: bool

    @property
    def belongs_to_a_job(self) -> bool:
        return "job_number" in dict(self.takes)

    def address(self, known: dict[str, Any]) -> str:
        given = {name: known.get(name, _missing(name, kind)) for name, kind in self.takes}
        return reverse(self.name, kwargs=given)


def _missing(name: str, kind: str) -> Any:
    return MISSING["uuid" if kind == "UUIDConverter" else name]


def _doors(
    resolver: URLResolver, namespace: str = "", takes: tuple[tuple[str, str], ...] = ()
) -> Iterator[Door]:
    for entry in resolver.url_patterns:
        here = (*takes, *((name, type(kind).__name__) for name, kind in entry.pattern.converters.items()))
        if isinstance(entry, URLResolver):
            if str(entry.pattern) not in ("admin/", "accounts/"):  # these guard their own doors
                inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
                yield from _doors(entry, inner, here)
        elif isinstance(entry, URLPattern) and entry.name:
            roles = frozenset(_worn(entry.callback, "roles") or ())
            marks = (bool(_worn(entry.callback, mark)) for mark in ("homeowner", "tablet"))
            yield Door(f"{namespace}{entry.name}", here, roles, *marks)


def _worn(view: Any, mark: str) -> Any:
    """A mark that a decorator left on the view, however many others it wears."""
    while view is not None and not hasattr(view, mark):
        view = getattr(view, "__wrapped__", None)
    return getattr(view, mark, None)


DOORS = sorted(_doors(get_resolver()), key=lambda door: door.name)
STAFF = [door for door in DOORS if not door.is_homeowners and door.name not in OPEN_TO_ALL]
OF_A_JOB = [door for door in STAFF if door.belongs_to_a_job]


def test_the_tablets_doors_are_all_marked_and_nobody_elses_is() -> None:
    """Under ``/field/`` nobody is sent to a page: a tablet would keep the page for an answer."""
    in_the_field = {door.name for door in STAFF if door.address({}).startswith("/field/")}
    assert in_the_field == {door.name for door in STAFF if door.is_tablets}
    assert all(door.roles == {FIELD} for door in STAFF if door.is_tablets)


def test_every_door_has_a_guard_that_knows_its_roles() -> None:
    assert not [door.name for door in STAFF if not door.roles or door.roles - set(Role.values)]


def _as(who: str | None) -> Client:
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(someone(who))
    return client


Answer = tuple[int, str]


def _answers(client: Client, door: Door, arguments: dict[str, Any]) -> tuple[Answer, Answer]:
    """Status and words for a look and for a press, without what only names the address."""
    address = door.address(arguments)
    with transaction.atomic():
        looked, pressed = (_answer(method(address), address) for method in (client.get, client.post))
        transaction.set_rollback(True)
    return looked, pressed


def _answer(response: HttpResponseBase, address: str) -> Answer:
    body = "a file" if response.streaming else response.content.decode(errors="replace")  # type: ignore[attr-defined]
    words = f"{response.headers.get('Location', '')} {_NOISE.sub('', body)}"
    return response.status_code, words.replace(address, "").replace(quote(address), "")


_NOISE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|KW-\d+|request_id\S+')
LET_IN = {200, 204, 302, 405, 422}


class TestDoors(TestCase):
    """One closed job of Asa's with a row behind every door, and everybody who may try it."""

    known: ClassVar[dict[str, dict[str, Any]]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.known = rows_behind_doors()

    def _unlike(self, who: str | None, doors: Iterable[Door], allowed: set[int]) -> list[str]:
        """Doors that answer otherwise than allowed, or otherwise for a row that is there than for none."""
        client = _as(who)
        wrong = []
        for door in doors:
            there = _answers(client, door, self.known.get(door.name, {}))
            not_there = _answers(client, door, {})
            statuses = {status for status, _ in (*there, *not_there)}
            if there != not_there or not statuses <= allowed:
                wrong.append(f"{door.name} {[s for s, _ in there]} {[s for s, _ in not_there]}")
        return wrong

    def test_a_stranger_learns_nothing(self) -> None:
        assert not self._unlike(None, [d for d in STAFF if not d.is_tablets], {302, 405})

    def test_a_tablet_without_a_person_learns_nothing_and_is_sent_nowhere(self) -> None:
        assert not self._unlike(None, [d for d in STAFF if d.is_tablets], {401, 405})

    def test_a_technician_of_another_job_learns_nothing(self) -> None:
        assert not self._unlike("strand", [d for d in OF_A_JOB if FIELD in d.roles], {404, 405})

    def test_the_offices_doors_are_not_a_technicians(self) -> None:
        assert not self._unlike("asa", [d for d in STAFF if FIELD not in d.roles], {403, 405})

    def test_the_owners_doors_are_not_the_offices(self) -> None:
        assert not self._unlike("olive", [d for d in STAFF if OFFICE not in d.roles], {403, 405})

    def test_a_wrong_token_opens_nothing_for_anybody(self) -> None:
        homeowners = [door for door in DOORS if door.is_homeowners]
        for who in (None, "strand", "olive"):
            client = _as(who)
            assert {s for door in homeowners for s, _ in _answers(client, door, {})} <= {404, 405}

    def test_what_is_missing_is_not_found(self) -> None:
        for who, doors in (("owen", [d for d in OF_A_JOB if OWNER in d.roles]), ("asa", _of_the_field())):
            client = _as(who)
            found = {door.name: [s for s, _ in _answers(client, door, {})] for door in doors}
            assert not {name: statuses for name, statuses in found.items() if not set(statuses) <= {404, 405}}

    def test_whoever_may_enter_is_let_in(self) -> None:
        for who, doors in (("owen", [d for d in STAFF if OWNER in d.roles]), ("asa", _of_the_field())):
            client = _as(who)
            got = {d.name: [s for s, _ in _answers(client, d, self.known.get(d.name, {}))] for d in doors}
            shut = {name: s for name, s in got.items() if not set(s) <= LET_IN or set(s) == {405}}
            assert not {
                name: s for name, s in shut.items() if name not in ONLY_AT_ITS_TIME or set(s) - {404, 405}
            }


def _of_the_field() -> list[Door]:
    return [door for door in OF_A_JOB if FIELD in door.roles]


ONLY_AT_ITS_TIME = {
    "field:paper_to_sign",
    "jobs:paper_file",
    "jobs:paper_to_sign",
    "jobs:photo_file",
    "jobs:put_aside_item",
    "jobs:put_aside_bytes",
    "jobs:upload_file",
    "jobs:upload_original",
    "utility_requests:mended",
    "utility_requests:record_interconnection",
    "utility_requests:end_interconnection",
}
"""A file that is made or kept elsewhere, a row that a job holds only for a while: other tests open these."""
