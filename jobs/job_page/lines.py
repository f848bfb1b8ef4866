"""Open items and timeline in the shape that the template fragments of the job page show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from jobs.directory.services.party_calendars import calendar_of
from jobs.job_page.facts import blocked_word, party_word
from jobs.models import Event, Job, OpenItem, Party, who_did
from jobs.road.hours import spoken_hours
from kilowire.floor.calendars import business_days_between
from kilowire.floor.days import counted, short_day
from kilowire.models import User

_OURS = (Party.OFFICE, Party.FIELD)
_DO_IT, _RECORD_IT = "Do it", "Record it"
"""The label of the act that ends an item: of ours, and of an outside party whose act we record."""


def address_of(act: str, job_number: str) -> str:
    """Return the URL of a page of this job; empty if there is no such page.

    ``act`` is a URL name, and after blanks its arguments besides the job number: ``jobs:move_appointment 7``.
    """
    return _url_with_dash(act).replace("/-/", f"/{job_number}/", 1)


@lru_cache(maxsize=2048)
def _url_with_dash(act: str) -> str:
    """The URL with a dash for the job number; cached, since a page reverses a hundred of them."""
    name, *arguments = act.split() or [""]
    try:
        return reverse(name, args=["-", *arguments]) if name else ""
    except NoReverseMatch:
        return ""


def open_item(item: OpenItem, job: Job, today: date, user: User) -> dict[str, Any]:
    """Return an open item for the fragment, with its age in business days of its party."""
    age = business_days_between(item.since_on, today, calendar_of(item.party, job.site))
    utility = job.site.utility.short_name
    may_act = user.is_office or item.party == Party.FIELD
    url = address_of(item.act, job.number) if may_act else ""
    return {
        "pk": item.pk,
        "party": item.party,
        "party_word": party_word(item.party, utility),
        "what": item.what,
        "unwinds": item.unwinds,
        "since": "today" if item.since_on == today else short_day(item.since_on, today),
        "age": counted(age, "business day") if age > 0 else "",
        "expected": _expected(item, today),
        "first_said": _first_said(item, today),
        "late": bool(item.expected_on and item.expected_on < today),
        "looked": _looked(item, today),
        "url": url,
        "act": (_DO_IT if item.party in _OURS else _RECORD_IT) if url and item.ends_by_act else "",
        "by_hand": not item.ends_by_act,
        "blocks": blocked_word(item.blocks, utility),
        "stake_usd": item.stake_usd,
    }


def _first_said(item: OpenItem, today: date) -> str:
    first = item.first_expected_on
    return short_day(first, today) if first and item.has_moved else ""


def timeline(job: Job, length: int) -> list[dict[str, Any]]:
    """Return the last events for the fragment; one recorded later shows the day on which it happened."""
    columns = ("at", "on", "sentence", "because", "by__name", "by_person")
    return [
        {
            "at": event.at if event.on == timezone.localtime(event.at).date() else event.on,
            "who": who_did(event.by__name, event.by_person),
            "what": event.sentence,
            "detail": event.because,
            "url": "",
        }
        for event in Event.objects.of(job).values_list(*columns, named=True)[:length]
    ]


def _expected(item: OpenItem, today: date) -> str:
    if not item.expected_on:
        return ""
    return ", ".join(filter(None, [short_day(item.expected_on, today), spoken_hours(item.window)]))


def _looked(item: OpenItem, today: date) -> str:
    if not item.looked_on:
        return ""
    return "today" if item.looked_on == today else short_day(item.looked_on, today)


def one_primary(*lists: Iterable[dict[str, Any]], taken: bool) -> None:
    """Leave at most one primary act in these lists; none where it is ``taken`` by the button at the top."""
    for act in (act for acts in lists for act in acts if act.get("kind") == "primary"):
        if taken:
            act["kind"] = "quiet"
        taken = True
