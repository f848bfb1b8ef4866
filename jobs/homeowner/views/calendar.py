"""The homeowner's appointments as a calendar: a file for each, and a feed that a calendar subscribes to."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs.homeowner.views.door import homeowner_link
from jobs.models import HomeownerLink
from jobs.status.calendar_file import CalendarEntry, calendar_file
from jobs.status.services.calendar_entries import calendar_entries


@require_safe
@homeowner_link
def calendar_feed(request: HttpRequest, link: HomeownerLink, token: str) -> HttpResponse:
    """Every appointment, those called off too; a calendar asks for it again and again."""
    return _answer(calendar_entries(link.person.job), "charger")


@require_safe
@homeowner_link
def calendar_entry(request: HttpRequest, link: HomeownerLink, token: str, name: str) -> HttpResponse:
    """One appointment."""
    entries = [entry for entry in calendar_entries(link.person.job) if entry.name == name]
    if not entries:
        raise Http404
    return _answer(entries, "appointment")


def _answer(entries: list[CalendarEntry], filename: str) -> HttpResponse:
    written = calendar_file(
        entries,
        title=_("Your charger"),
        host=urlsplit(settings.PUBLIC_URL).hostname or "kilowire",
        written_at=timezone.now(),
        language=get_language() or "en",
    )
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    return response
