"""The page behind an email's "get no more messages of this kind". It needs neither sign-in nor cookie."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from jobs.models import CompanyRecord, Person
from jobs.notices.kinds import NOTICES
from jobs.notices.services import preferences
from jobs.notices.stop_tokens import read_stop_token
from kilowire.floor.access import View

AGAIN = "again"


def reader_of_mail(view: View) -> View:
    """Decorator: pass person and kinds of the token to the view; 404 for another, which nobody can guess."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponseBase:
        stop = read_stop_token(token, *settings.PORTAL_LINK_KEYS)
        person = Person.objects.filter(pk=stop.person).first() if stop else None
        if stop is None or person is None:
            raise Http404
        with override(person.language):
            response = view(request, person, stop.kinds)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    guarded.homeowner = True  # type: ignore[attr-defined]  # read by the test that walks all URLs
    return never_cache(guarded)


@csrf_exempt  # mail programs post by themselves (RFC 8058), and nobody else can make the token
@require_http_methods(["GET", "HEAD", "POST"])
@reader_of_mail
def stop(request: HttpRequest, person: Person, kinds: tuple[str, ...]) -> HttpResponse:
    """Show a button; pressed, or posted by a mail program, it stops these kinds or lets them go again."""
    if request.method == "POST":
        act = preferences.want_kinds if request.POST.get(AGAIN) else preferences.stop_kinds
        person = act(person=person, kinds=kinds)
    page: dict[str, Any] = {
        "kinds": [gettext(NOTICES[kind].about) for kind in kinds if kind in NOTICES],
        "stopped": set(kinds) <= set(person.stopped_kinds),
        "company": _company(),
    }
    return render(request, "jobs/notices/stop.html", page)


def _company() -> dict[str, str] | None:
    record = CompanyRecord.objects.filter(effective_from__lte=timezone.localdate()).first()
    if record is None:
        return None
    held = f"CSLB {record.cslb_number}, {record.classification}"
    return {"name": record.name, "license": held, "phone": record.phone, "email": record.email}
