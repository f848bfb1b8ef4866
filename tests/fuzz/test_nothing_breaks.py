"""Nothing that anybody sends is answered with 500. A commit draws its own requests from all there are.

``FUZZ_REQUESTS=100000 FUZZ_SECONDS=9000`` sends so many, each test for so long at most, and ``FUZZ_SEED``
draws others than the commit does.
"""

from __future__ import annotations

import json
import logging
import os
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from unittest import mock

from django.contrib import admin
from django.test import Client, TestCase
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from jobs.models import Job
from kilowire.web.unreadable import Unreadable
from tests.architecture.test_doors import DOORS
from tests.browser.world import World, whole_world
from tests.builders.cast import someone
from tests.builders.from_tablets import VERSIONS, field, form_body, on_site, sha256
from tests.clock import checked_out_commit
from tests.fuzz import sending
from tests.fuzz.hostile import TEXTS, files
from tests.fuzz.sending import Fuzz, Request
from tests.journeys.forms_on_page import FormOnPage

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "800"))
SECONDS = int(os.environ.get("FUZZ_SECONDS", "90"))
SEED = os.environ.get("FUZZ_SEED") or checked_out_commit().decode()
CAST = ("owen", "olive", "asa", "nobody")
LEAST_OF_A_PAGE = 12
ACCOUNTS = "accounts/"
FORMS_OF_TABLETS = {
    "step": "field:step",
    "installation": "field:installation",
    "staging": "field:staging",
    "signing": "field:signing",
    "survey": "assessments:field_survey",
}
OTHER_WORDS = ("q", "page", "after", "before", "next", "lang", "o", "p", "e", "_popup", "_to_field", "on")


@dataclass(frozen=True)
class Place:
    """An address with arguments that are there, and who is to open it."""

    address: str
    who: str


class Hostile(TestCase):
    """A world in which every door leads somewhere, and the four who try it."""

    world: ClassVar[World]
    places: ClassVar[list[Place]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = whole_world()
        for hours_ago, job in enumerate((cls.world.before_the_visit, cls.world.new)):
            on_site(job, hours_ago=3 + 2 * hours_ago)
        cls.places = sorted({*_of_doors(cls.world), *_of_the_admin(), *_of_the_accounts()}, key=str)

    def setUp(self) -> None:
        logging.disable(logging.CRITICAL)  # thousands of lines, each kept by pytest until the end
        self.addCleanup(logging.disable, logging.NOTSET)
        clients = {who: Client(raise_request_exception=False) for who in CAST}
        for who in CAST[:-1]:
            clients[who].force_login(someone(who))
        self.fuzz = Fuzz(f"{SEED} {self.id()}", CAST, clients, SECONDS)

    def tearDown(self) -> None:
        print(f"{self.fuzz.sent} requests with the seed {SEED!r}: {sorted(self.fuzz.statuses.items())}")  # noqa: T201
        told = [f"{len(found)} × {what}\n    {found[0]}" for what, found in self.fuzz.broken.items()]
        assert not told, "\n".join(told)


class TestFields(Hostile):
    def test_a_field_of_a_form_takes_or_refuses_whatever_is_typed_into_it(self) -> None:
        fuzz, most = self.fuzz, REQUESTS // 2
        assert len(TEXTS) >= 80
        fuzz.chance.shuffle(self.places)
        each = max(LEAST_OF_A_PAGE, most // len(self.places) * 3)
        for place in self.places:
            drawn = list(self._of_a_page(place))
            for form, name, number, filled in fuzz.chance.sample(drawn, min(each, len(drawn))):
                value = sending.hostile_values(form, name)[number]
                fuzz.send(sending.one_field(place.who, place.address, form, name, value, filled=filled))
            if not fuzz.goes_on(most):
                break

    def _of_a_page(self, place: Place) -> Iterator[tuple[FormOnPage, str, int, bool]]:
        """Each field of each form of a page with each hostile value, alone or with the others filled in."""
        for form in sending.forms_of(self.fuzz.look(place.who, place.address)):
            for name in sorted(form.names - {"csrfmiddlewaretoken"}):
                for number in range(len(sending.hostile_values(form, name))):
                    yield from ((form, name, number, filled) for filled in (True, False))


class TestAddresses(Hostile):
    def test_what_breaks_is_noticed(self) -> None:
        with mock.patch.object(Unreadable, "process_view", side_effect=ZeroDivisionError):
            self.fuzz.send(Request("olive", "GET", "/jobs/"))
        (told,) = self.fuzz.broken
        self.fuzz.broken.clear()
        assert told.startswith("ZeroDivisionError")

    def test_any_method_with_any_body_at_any_address_as_anybody(self) -> None:
        addresses = [place.address for place in self.places]
        while self.fuzz.goes_on(REQUESTS // 4):
            self.fuzz.send(sending.at_any_door(self.fuzz, addresses))

    def test_whatever_stands_behind_the_question_mark(self) -> None:
        fuzz, most = self.fuzz, REQUESTS // 8
        pages = [place for place in self.places if place.address.count("/") < 5]
        fuzz.chance.shuffle(pages)
        each = max(LEAST_OF_A_PAGE, most // len(pages))
        while fuzz.goes_on(most):
            place = pages[fuzz.sent % len(pages)]
            names = sorted({*sending.query_names(fuzz.look(place.who, place.address)), *OTHER_WORDS})
            for _ in range(each):
                fuzz.send(sending.in_a_query(fuzz, place.address, names))

    def test_whatever_a_broken_tablet_sends(self) -> None:
        jobs = [self.world.closed, self.world.before_the_visit, self.world.new]
        bodies = {(job.number, kind): self._body(job, kind) for job in jobs for kind in FORMS_OF_TABLETS}
        while self.fuzz.goes_on(REQUESTS // 8):
            job, kind = self.fuzz.any(jobs), self.fuzz.any((*FORMS_OF_TABLETS, "contact", "file"))
            if kind == "file":
                self.fuzz.send(self._file(job))
            elif kind == "contact":
                self.fuzz.send(sending.form_of_a_tablet(self.fuzz, reverse("field:contact"), _contact(job)))
            else:
                address = reverse(FORMS_OF_TABLETS[kind], args=[job.number, uuid.uuid4()])
                self.fuzz.send(sending.form_of_a_tablet(self.fuzz, address, bodies[job.number, kind]))

    def _body(self, job: Job, kind: str) -> dict[str, Any]:
        """A form with every field that the packs name, a reading, a photo and a signature."""
        client, names = self.fuzz.clients["asa"], set[str]()
        for pack in ("field:pack", "assessments:field_pack"):
            packed = client.get(reverse(pack)).json()["jobs"].get(job.number, {})
            names |= set(packed.get("fields", {}))
        at = timezone.now().isoformat()
        more = {
            "fields": {name: field(1, at=at, photo=str(uuid.uuid4())) for name in sorted(names)},
            "readings": [{"id": str(uuid.uuid4()), "name": "volts_l1_n", "value": "120.8", "at": at}],
            "photos": [],
            "signatures": [],
            "step": "arrived",
            "at": at,
            "finish": True,
            "shown": {"outcome": "pass", "findings": []},
        }
        return json.loads(form_body(job, kind, uuid.uuid4(), **more))

    def _file(self, job: Job) -> Request:
        """A photo or a signature with one hostile word beside it."""
        name, person, at = (
            self.fuzz.any(("photo", "signature")),
            job.people.first(),
            timezone.now().isoformat(),
        )
        file = self.fuzz.any(files())
        data: dict[str, Any] = {
            "file": file,
            "sha256": sha256(file),
            "slot": "meter_face",
            "taken_at": at,
            "sent_at": at,
            "signed_at": at,
            "caption": "x",
            "paper": "survey",
            "person": person.pk if person else "",
            "name_as_signed": "Hana Ito",
            "text_version": VERSIONS["survey"],
            "language": "en",
        }
        changed, value = self.fuzz.any(sorted(data)[1:]), self.fuzz.any(TEXTS)
        address = reverse(f"field:{name}", args=[job.number, uuid.uuid4()])
        return Request(
            "asa", "POST", address, data | {changed: value}, hostile=f"{file.name} {changed}={value!r}"
        )


def _contact(job: Job) -> dict[str, Any]:
    row = {"job": job.number, "kind": "survey", "since": timezone.now().isoformat(), "what": "seal"}
    held = [{**row, "state": "queued"}, {**row, "state": "blocked"}]
    return {
        "tablet": "7ab1e700-0000-4000-8000-000000000001",
        "held": held,
        "label": "Android",
        "app": "1",
        "room_mb": 90,
        "keeps_storage": True,
        "forgot": False,
    }


def _of_doors(world: World) -> Iterator[Place]:
    """Each door with its row, and the acts on a job also where the others stand."""
    others = (world.before_the_visit, world.to_settle, world.new)
    for door in DOORS:
        who = "nobody" if door.is_homeowners else "asa" if door.roles == {"field"} else "owen"
        known = dict(world.behind.get(door.name, {})) | {"uuid": uuid.uuid4()}
        if door.is_homeowners:
            known["token"] = world.homeowners_page.strip("/").rpartition("/")[2]
        yield Place(door.address(known), who)
        if dict(door.takes).keys() == {"job_number"}:
            yield from (Place(door.address({"job_number": job.number}), who) for job in others)


def _of_the_admin() -> Iterator[Place]:
    for model in admin.site._registry:
        name, row = f"admin:{model._meta.app_label}_{model._meta.model_name}", model._default_manager.first()
        addresses = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        if row is not None:
            addresses += [reverse(f"{name}_{act}", args=[row.pk]) for act in ("change", "history", "delete")]
        yield from (Place(address, "owen") for address in addresses)
    for name in ("index", "jsi18n", "autocomplete", "password_change", "logout"):
        yield Place(reverse(f"admin:{name}"), "owen")


def _of_the_accounts() -> Iterator[Place]:
    found = [each for each in get_resolver().url_patterns if str(each.pattern) == ACCOUNTS]
    for address in sorted({address for accounts in found for address in _under(accounts, "/")}):
        yield Place(address, "nobody")
        yield Place(address, "olive")


def _under(entry: Any, before: str) -> Iterator[str]:
    """The addresses below an entry, with something in place of each argument."""
    written = str(entry.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
    here = before + re.sub(r"<[^>]+>|\(\?P<[^)]+\)", "1-abc", written)
    if isinstance(entry, URLResolver):
        for inner in entry.url_patterns:
            yield from _under(inner, here)
    else:
        yield here
