"""Staff pages for homeowner links: make, mail and revoke one, and see the page as the homeowner does."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from jobs.homeowner.forms.links import NewLinkForm, TransferForm
from jobs.homeowner.services import links as link_acts
from jobs.homeowner.services.transfers import transfer as transfer_job
from jobs.homeowner.views.status import status_context
from jobs.job_page.acts import Act, ActPage, Press, TabActs
from jobs.job_page.page import visible_job
from jobs.models import HomeownerLink, Job, Language, Person
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.link_tokens import token_of
from kilowire.models import User

links_page = TabActs("overview", back="jobs:links")


def visible_person(user: User, job: Job, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(user).of(job), pk=pk)


def visible_link(user: User, job: Job, pk: int) -> HomeownerLink:
    return get_object_or_404(HomeownerLink.objects.visible_to(user).of(job), pk=pk)


@links_page.act(office_only)
def links(page: ActPage, job: Job) -> Act:
    return Act(
        title="Give an address to somebody",
        form=partial(NewLinkForm, people=Person.objects.of(job)),
        does=link_acts.make_link,
        submit="Make the address",
        template="jobs/homeowner/links.html",
        beside={
            "live": SimpleLazyObject(partial(_live, job)),
            "without": SimpleLazyObject(partial(_without, job)),
        },
    )


def _live(job: Job) -> list[tuple[HomeownerLink, str]]:
    """The links that work today, each with its URL."""
    live = HomeownerLink.objects.of(job).live(timezone.now()).select_related("person", "made_by")
    return [(link, _address(link)) for link in live]


def _without(job: Job) -> list[Person]:
    """The people who have no link that works today."""
    live = HomeownerLink.objects.of(job).live(timezone.now())
    return list(Person.objects.of(job).exclude(pk__in=live.values("person")))


@links_page.act(office_only)
def transfer(page: ActPage, job: Job) -> Act:
    return Act(
        title="The house has a new owner",
        form=TransferForm,
        does=partial(transfer_job, job=job),
        submit="Give them the page",
        note="They get a link of their own, mailed where there is an email address; every older link ends, "
        "and what is still to be signed is withdrawn. Names stay on the papers that were issued.",
    )


@links_page.press_on(visible_person, office_only)
def reissue_link(page: ActPage, person: Person) -> Press:
    """Make a new link in place of the earlier one, and mail it to whoever has an email address."""
    mail = bool(person.email)
    return Press(
        title=f"Give {person.name} a new address",
        does=partial(link_acts.make_link, person=person, mail=mail),
        done="The new address is on its way." if mail else "The new address is made.",
    )


@links_page.press_on(visible_link, office_only)
def mail_link(page: ActPage, link: HomeownerLink) -> Press:
    return Press(
        title=f"Mail the address to {link.person.name}",
        does=partial(link_acts.mail_link, link=link),
        done="The address is on its way.",
    )


@links_page.press_on(visible_link, office_only)
def revoke_link(page: ActPage, link: HomeownerLink) -> Press:
    closed = "The page is closed: its address opens nothing."
    title = f"Close the page of {link.person.name}"
    return Press(title=title, does=partial(link_acts.revoke_link, link=link), done=closed)


@office_only
def see_as_homeowner(request: StaffRequest, job_number: str) -> HttpResponse:
    """The status page as one person of the job sees it, by default the first, without buttons."""
    job = visible_job(request, job_number)
    people = list(Person.objects.visible_to(request.user).of(job))
    number = request.GET.get("person", "")
    person = next((each for each in people if str(each.pk) == number), people[0] if people else None)
    asked = request.GET.get("lang", "")
    own = person.language if person and number else Language.ENGLISH
    here = reverse("jobs:see_as_homeowner", args=[job_number])
    with translation.override(asked if asked in Language.values else own):
        page = {
            **status_context(job),
            "languages": _languages(here, person),
            "preview": True,
            "job": job,
            "person": person,
            "others": [(each, f"{here}?person={each.pk}") for each in people if each != person],
        }
        return render(request, "jobs/homeowner/status.html", page)


def _languages(here: str, person: Person | None) -> list[dict[str, Any]]:
    now = translation.get_language()
    who = {"person": person.pk} if person else {}
    return [
        {
            "code": code,
            "label": label,
            "current": code == now,
            "url": f"{here}?{urlencode({'lang': code, **who})}",
        }
        for code, label in Language.choices
    ]


def _address(link: HomeownerLink) -> str:
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    return f"{settings.PUBLIC_URL}{reverse('homeowner:status', args=[token])}"
