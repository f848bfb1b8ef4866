"""The status page, and the small pages on what to prepare, for whoever has the link. They change nothing."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.homeowner.views.door import answer_without_link, chosen_language, homeowner_link
from jobs.homeowner.views.frame import frame
from jobs.homeowner.views.status import company, context_of
from jobs.models import HomeownerLink
from jobs.status.facts import HomeownerFacts
from jobs.status.preparing import PREPARATIONS
from jobs.status.services.facts import facts_of_link
from kilowire.floor.link_tokens import read_token

CSRF_STAND_IN = "stands-in-for-the-token-of-the-browser"
"""In a page that is kept for equal facts; each browser gets its own token in its place."""
PAGES_KEPT = 256


@never_cache
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponseBase:
    """The status of the job."""
    read = read_token(token, *settings.PORTAL_LINK_KEYS)
    found = facts_of_link(read.link_id, read.version) if read else None
    if found is None:
        return answer_without_link(request, token)
    link, facts = found
    said = tuple(str(message) for message in get_messages(request))
    with translation.override(chosen_language(request, link.language)):
        drawn = _drawn if settings.DEBUG else _kept
        html = drawn(facts, token, translation.get_language() or "", said)
    if CSRF_STAND_IN in html:
        html = html.replace(CSRF_STAND_IN, get_token(request))
    response = HttpResponse(html)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


status.homeowner = True  # type: ignore[attr-defined]  # read by the test that walks all URLs


def _drawn(facts: HomeownerFacts, token: str, language: str, said: tuple[str, ...]) -> str:
    page = {
        **context_of(facts, token),
        **frame(token, reverse("homeowner:status", args=[token])),
        "messages": said,
        "csrf_token": CSRF_STAND_IN,
    }
    return render_to_string("jobs/homeowner/status.html", page)


_kept = lru_cache(maxsize=PAGES_KEPT)(_drawn)
"""Equal facts, the same day, link and language: the same page."""


@require_safe
@homeowner_link
def prepare(request: HttpRequest, link: HomeownerLink, token: str, name: str) -> HttpResponse:
    """What one preparation is, and why it is asked for."""
    asked = PREPARATIONS.get(name)
    if asked is None:
        raise Http404
    words = {"utility": link.person.job.site.utility.homeowner_name}
    page = {
        "title": _(asked.title),
        "sentence": _(asked.sentence),
        "text": [_(each) % words for each in asked.text],
        "company": company(timezone.localdate()),
        **frame(token, request.path),
    }
    return render(request, "jobs/homeowner/prepare.html", page)
