"""Staff's side of the homeowner's page: make, mail and end a link, and see the page as they do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST

from jobs.homeowner.forms.links import NewLinkForm
from jobs.homeowner.services import links as link_acts
from jobs.homeowner.views.status import status_context
from jobs.job_page.act_page import pressed
from jobs.job_page.page import job_context, visible_job
from jobs.models import HomeownerLink, Language, Person
from kilowire.floor.access import office_only
from kilowire.floor.link_tokens import token_of
from kilowire.floor.refusals import refusals_shown_on

BACK = "jobs:links"


@office_only
def links(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = NewLinkForm(request.POST or None, people=Person.objects.of(job))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            link_acts.make_link(by=request.user, **form.cleaned_data)
            return redirect(BACK, job_number)
    live = HomeownerLink.objects.of(job).live(timezone.now()).select_related("person", "made_by")
    page = {"form": form, "live": [(link, _address(link)) for link in live]}
    status = 422 if form.is_bound else 200
    return render(
        request,
        "jobs/homeowner/links.html",
        {**job_context(request, job, tab="overview"), **page},
        status=status,
    )


@office_only
@require_POST
def mail_link(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    return _press(request, job_number, pk, link_acts.mail_link, "The address is on its way.")


@office_only
@require_POST
def revoke_link(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    return _press(
        request, job_number, pk, link_acts.revoke_link, "The page is closed: its address opens nothing."
    )


@office_only
def see_as_homeowner(request: HttpRequest, job_number: str) -> HttpResponse:
    """The status page as it stands now, with nothing to press."""
    job = visible_job(request, job_number)
    asked = request.GET.get("lang", "")
    with translation.override(asked if asked in Language.values else Language.ENGLISH):
        here = reverse("jobs:see_as_homeowner", args=[job_number])
        now = translation.get_language()
        languages = [
            {"code": code, "label": label, "current": code == now, "url": f"{here}?lang={code}"}
            for code, label in Language.choices
        ]
        page = {**status_context(job), "languages": languages, "preview": True, "job": job}
        return render(request, "jobs/homeowner/status.html", page)


def _press(
    request: HttpRequest, job_number: str, pk: int, act: Callable[..., HomeownerLink], done: str
) -> HttpResponse:
    link = get_object_or_404(
        HomeownerLink.objects.visible_to(request.user), person__job__number=job_number, pk=pk
    )
    return pressed(request, partial(act, link=link), back=reverse(BACK, args=[job_number]), done=done)


def _address(link: HomeownerLink) -> str:
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    return f"{settings.PUBLIC_URL}{reverse('homeowner:status', args=[token])}"
