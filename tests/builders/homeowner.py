"""A homeowner's link, its addresses, and a browser in which the one-time code was typed."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from django.urls import reverse

from jobs.homeowner.services import links
from jobs.models import HomeownerLink, Job, OneTimeCode
from kilowire.floor.link_tokens import code_of, token_of
from tests.builders.cast import someone


def linked(job: Job) -> HomeownerLink:
    """The link of the job's first person."""
    return links.make_link(person=job.people.all()[0], by=someone("olive"))


def address(link: HomeownerLink, name: str = "homeowner:status", *rest: object) -> str:
    """The address of a homeowner page: ``address(link, "homeowner:papers")``."""
    return reverse(name, args=[token_of(link.pk, link.version, settings.PORTAL_LINK_KEY), *rest])


def code_for(client: Client, link: HomeownerLink) -> str:
    """Ask for a code in this browser and return it."""
    client.post(address(link, "homeowner:ask_code"))
    return code_of(OneTimeCode.objects.latest("id").pk, settings.PORTAL_LINK_KEY)


def opened(client: Client, link: HomeownerLink) -> Client:
    """This browser, in which the code was typed."""
    client.post(address(link, "homeowner:papers"), {"code": code_for(client, link)})
    return client
