"""What the browser walks through: a closed job with everything, one before its visit, one to be settled."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from jobs.homeowner.services import codes
from jobs.homeowner.services import links as homeowner_links
from jobs.models import HomeownerLink, Job
from kilowire.floor.link_tokens import code_of, token_of
from tests.architecture.test_doors import DOORS, OFFICE, OWNER, STAFF
from tests.builders import utility_requests
from tests.builders.assessments import reviewed_job
from tests.builders.cast import someone
from tests.builders.every_row import Behind, rows_behind_doors
from tests.builders.jobs import accepted_job, opened_job
from tests.builders.whole_road import ready_for_the_utility

OF_A_SIGNER = ("homeowner:sign", "homeowner:sign_paper", "homeowner:decline")


@dataclass(frozen=True)
class World:
    """Four jobs, and what stands behind every door of the first."""

    behind: Behind
    closed: Job
    before_the_visit: Job
    to_settle: Job
    new: Job

    @property
    def link(self) -> HomeownerLink:
        return HomeownerLink.objects.get(person__job=self.before_the_visit)

    @property
    def homeowners_page(self) -> str:
        return f"/h/{token_of(self.link.pk, self.link.version, settings.PORTAL_LINK_KEY)}/"

    def mailed_code(self) -> str:
        """The one-time code that the homeowner reads in the mail."""
        return code_of(codes.ask_code(link=self.link).pk, settings.PORTAL_LINK_KEY)


def whole_world() -> World:
    behind = rows_behind_doors()
    closed = Job.objects.get()
    before_the_visit = ready_for_the_utility(name="Marisol Vega", email="marisol@home.test")
    utility_requests.window_given(before_the_visit)
    homeowner_links.make_link(person=before_the_visit.people.get(), by=someone("olive"))
    return World(
        behind,
        closed,
        before_the_visit,
        reviewed_job(accepted_job(name="Minh Tran")),
        opened_job(name="Ana Ruiz"),
    )


def pages_behind(link: HomeownerLink, behind: Behind) -> list[str]:
    """The address of every page behind a homeowner's link."""
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    signer = behind["jobs:ask_signer_again"]
    return [
        door.address({**(signer if door.name in OF_A_SIGNER else behind.get(door.name, {})), "token": token})
        for door in DOORS
        if door.is_homeowners and "token" in dict(door.takes)
    ]


def pages_of_every_door(behind: Behind) -> list[str]:
    """The addresses under which a door of the staff shows a whole page when it is opened."""
    found = {}
    for who, role in (("olive", OFFICE), ("owen", OWNER)):
        client = Client()
        client.force_login(someone(who))
        for door in (door for door in STAFF if role in door.roles and door.name not in found):
            address = door.address(behind.get(door.name, {}))
            answer = client.get(address)
            if answer.status_code == 200 and not answer.streaming and b"<html" in answer.content:
                found[door.name] = address
    return sorted(set(found.values()))
