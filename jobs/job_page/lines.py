"""Open items and the timeline as the fragments of every job page show them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from jobs.directory.services.party_calendars import calendar_of
from jobs.job_page.facts import blocked_word, party_word
from jobs.models import Job, Party, Wait
from kilowire.floor.calendars import business_days_between
from kilowire.floor.days import counted, short_day
from kilowire.models import User


def address_of(name: str, job_number: str) -> str:
    """The address of a page of this job, or nothing where there is no such page."""
    return _shape_of(name).replace("/-/", f"/{job_number}/", 1)


@cache
def _shape_of(name: str) -> str:
    """The address with a dash for the job's number: a page names a hundred, and each look-up costs."""
    try:
        return reverse(name, args=["-"]) if name else ""
    except NoReverseMatch:
        return ""


def open_item(wait: Wait, job: Job, today: date, user: User) -> dict[str, Any]:
    """An open item as the fragment shows it; its age in the business days of whoever is waited for."""
    age = business_days_between(wait.since_on, today, calendar_of(wait.party, job.site))
    utility = job.site.utility.short_name
    may_act = user.is_office or wait.party == Party.FIELD
    return {
        "pk": wait.pk,
        "party": wait.party,
        "party_word": party_word(wait.party, utility),
        "what": wait.what,
        "since": "today" if wait.since_on == today else short_day(wait.since_on, today),
        "age": counted(age, "business day") if age > 0 else "",
        "expected": _expected(wait, today),
        "first_said": short_day(wait.first_expected_on, today)
        if wait.first_expected_on and wait.has_moved
        else "",
        "late": bool(wait.expected_on and wait.expected_on < today),
        "looked": _looked(wait, today),
        "url": address_of(wait.act, job.number) if may_act else "",
        "act": "",
        "blocks": blocked_word(wait.blocks, utility),
        "stake_usd": wait.stake_usd,
    }


def _first_said(wait: Wait, today: date) -> str:
    first = wait.first_expected_on
    return short_day(first, today) if first and wait.has_moved else ""


def timeline(events: Any) -> list[dict[str, Any]]:
    """Events as the fragment shows them: the day on which each happened, where it was recorded later."""
    return [
        {
            "at": event.at if event.on == timezone.localtime(event.at).date() else event.on,
            "who": event.who,
            "what": event.sentence,
            "detail": event.because,
            "url": "",
        }
        for event in events
    ]


def _expected(wait: Wait, today: date) -> str:
    if not wait.expected_on:
        return ""
    return ", ".join(filter(None, [short_day(wait.expected_on, today), wait.window]))


def _looked(wait: Wait, today: date) -> str:
    if not wait.looked_on:
        return ""
    return "today" if wait.looked_on == today else short_day(wait.looked_on, today)
