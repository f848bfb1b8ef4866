"""Access to the homeowner page: the token in the URL opens one person's page, in that person's language."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from jobs.homeowner.views.status import company
from jobs.models import HomeownerLink, Language
from kilowire.floor.access import View
from kilowire.floor.client_address import client_network
from kilowire.floor.limits import Limit, take
from kilowire.floor.link_tokens import read_token

WRONG_TOKENS = Limit(30, 600)


def link_of(token: str) -> HomeownerLink | None:
    """Return the live link of this token, with its person, job, site and utility; None if there is none."""
    read = read_token(token, *settings.PORTAL_LINK_KEYS)
    if read is None:
        return None
    # Without the city: one more join takes longer to plan than a query where the city is needed.
    live = HomeownerLink.objects.live(timezone.now()).select_related("person__job__site__utility")
    try:
        return live.get(pk=read.link_id, version=read.version)
    except HomeownerLink.DoesNotExist:
        return None


def ended_link_of(token: str) -> HomeownerLink | None:
    """Return the link of a genuine token that has expired, was closed or was replaced, with its person."""
    read = read_token(token, *settings.PORTAL_LINK_KEYS)
    if read is None:
        return None
    return HomeownerLink.objects.select_related("person").filter(pk=read.link_id).first()


def homeowner_link(view: View) -> View:
    """Decorator: pass the token's live link to the view; 404 for any other token, 429 after many of them.

    A link that has ended says so (410), with our name and phone and nothing of the job.
    Nothing is written, so a mail program that opens every link it sees changes nothing. The page is kept out
    of search engines and caches.
    """

    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        link = link_of(token)
        if link is None:
            return answer_without_link(request, token)
        with translation.override(language_of(request, link)):
            response = view(request, link, token, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    guarded.homeowner = True  # type: ignore[attr-defined]  # read by the test that walks all URLs
    return never_cache(guarded)


def answer_without_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say of a genuine token that its link has ended (410); ``Http404`` or 429 for any other."""
    if ended := ended_link_of(token):
        return _say_that_it_ended(request, ended)
    take(WRONG_TOKENS, "wrong token", client_network(request))
    raise Http404


def _say_that_it_ended(request: HttpRequest, link: HomeownerLink) -> HttpResponseBase:
    with translation.override(language_of(request, link)):
        page = {"company": company(timezone.localdate())}
        response = render(request, "jobs/homeowner/ended.html", page, status=410)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def language_of(request: HttpRequest, link: HomeownerLink) -> str:
    """Return the language asked for in the URL, else the person's own."""
    return chosen_language(request, link.person.language)


def chosen_language(request: HttpRequest, own: str) -> str:
    """Return the language asked for in the URL, else ``own``."""
    asked = request.GET.get("lang", "")
    return asked if asked in Language.values else own
