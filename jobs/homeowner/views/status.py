"""What the homeowner's status page shows: no address and no job number, only the status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jobs.agreeing.services.agreeing import rows_of
from jobs.homeowner.page_links import page_links, page_of_item
from jobs.models import Job, OpenItem, Party
from jobs.road.hours import only_hours
from jobs.road.item_endings import SAID_DONE, TYPED
from jobs.road.stages import Kind, Milestone
from jobs.status.coming import coming_appointments
from jobs.status.facts import HomeownerFacts, Item
from jobs.status.page_link import PageLink
from jobs.status.points import points
from jobs.status.preparing import prepare_by
from jobs.status.services.facts import company_on, facts_of_job
from jobs.status.words import headline, may_charge
from kilowire.floor.calendars import business_days_between
from kilowire.floor.days import plain_day, weekday_in_words

ASKED = (Party.HOMEOWNER, Party.OWNER)


def status_context(job: Job) -> dict[str, Any]:
    """Return what the page of this job shows, for its preview."""
    return context_of(facts_of_job(job.pk))


def context_of(facts: HomeownerFacts, token: str = "") -> dict[str, Any]:
    """Return the sentence on top, what is asked, who works on it, appointments, stages and company.

    Without a token nothing leads to another page.
    """
    said = headline(facts)
    links = page_links(facts)
    return {
        "now": said.now,
        "next": said.next,
        "meaning": said.meaning,
        "asked": asked(facts.items, typed=False),
        "asked_behind_the_code": bool(asked(facts.items, typed=True)),
        "links_asked": [_shown(link, token) for link in links if link.is_asked],
        "prepare_by": prepare_by(facts),
        "links_offered": [_shown(link, token) for link in links if not link.is_asked],
        "checking": [_(row.for_homeowner) for row in rows_of(facts.items) if row.for_homeowner],
        "note": None if facts.cancelled_on else _note(facts),
        "coming": coming_appointments(facts),
        "points": points(facts),
        "stopped": is_stopped(facts),
        "company": facts.company,
    }


def _shown(link: PageLink, token: str) -> dict[str, str]:
    url = reverse(link.url_name, args=[token, *link.args]) if token else ""
    return {"title": link.title, "sentence": link.sentence, "by": link.by, "url": url}


def asked(items: Iterable[OpenItem | Item], *, typed: bool) -> list[dict[str, Any]]:
    """The open items on the homeowner; ``told`` where they said already that it is done.

    What somebody of the office typed may name anything, so it is read behind the code alone. Photos that are
    asked for have a page of their own.
    """
    told = {item.key for item in items}
    return [
        {
            "pk": item.pk,
            "what": _(item.what),
            "by": _("by %(day)s") % {"day": weekday_in_words(item.expected_on)} if item.expected_on else "",
            "told": f"{SAID_DONE}{item.pk}" in told,
            "page": page_of_item(item.key),
        }
        for item in items
        if item.party in ASKED
        and not item.unwinds
        and item.is_in_our_words is not typed
        and not item.key.startswith(TYPED)
    ]


def visit_with_more_than_hours(job: Job, items: list[OpenItem]) -> str:
    """Return the sentence on the utility's visit where more than hours was typed for them; else nothing."""
    facts = facts_of_job(job.pk)
    visit = facts.visit
    if visit is None or visit.expected_on is None or visit.window == only_hours(visit.window):
        return ""
    words = {"utility": facts.utility, "day": weekday_in_words(visit.expected_on), "hours": visit.window}
    return _("%(utility)s visits on %(day)s, %(hours)s.") % words


def stopped(job: Job) -> dict[str, str] | None:
    """Return ``now`` and ``meaning`` while whoever might charge may not; else None."""
    if not job.charging_stopped_on:
        return None
    said = headline(facts_of_job(job.pk))
    return {"now": said.now, "meaning": f"{said.meaning} {said.next}"}


def company(today: date) -> dict[str, str] | None:
    """Return the company's name, license and contacts for the footer; None before the first record."""
    ours = company_on(today)
    return ours._asdict() if ours else None


def is_stopped(facts: HomeownerFacts) -> bool:
    """Whether they might charge once and may not now."""
    might = facts.stopped or Milestone.COMMISSIONED in facts.standing
    return might and facts.kind != Kind.REMOVAL and not may_charge(facts) and not facts.cancelled_on


def _note(facts: HomeownerFacts) -> dict[str, Any] | None:
    """What city or utility is doing and how much of the usual time has passed; no bar once a day is given."""
    if facts.visit_has_passed:
        return None
    if facts.visit:
        return {"text": _given(facts, facts.visit)}
    parties = (Party.UTILITY, Party.CITY)
    item = next((each for each in facts.items if each.party in parties and each.expected_on), None)
    if item is None or item.expected_on is None:
        return None
    calendar = facts.calendar_of(item.party)
    whole = max(business_days_between(item.since_on, item.expected_on, calendar), 1)
    gone = max(business_days_between(item.since_on, facts.today, calendar), 0)
    who = facts.utility if item.party == Party.UTILITY else _("The city")
    text = [
        _("%(who)s has it: day %(gone)d of about %(whole)d business days.")
        % {"who": who, "gone": gone, "whole": whole}
    ]
    if item.expected_on < facts.today:
        text.append(_("That is longer than usual. We ask how it stands."))
    if item.first_expected_on and item.first_expected_on != item.expected_on:
        first = plain_day(item.first_expected_on, facts.today)
        text.append(_("The day given first was %(first)s.") % {"first": first})
    return {"text": " ".join(text), "gone": min(gone, whole), "whole": whole}


def _given(facts: HomeownerFacts, visit: Item) -> str:
    given_on = plain_day(visit.dated_on or visit.since_on, facts.today)
    given = _("%(utility)s gave this date on %(day)s.") % {"utility": facts.utility, "day": given_on}
    if visit.first_expected_on in (None, visit.expected_on):
        stays = _("The date has not moved.")
        return f"{given} {stays}"
    first = plain_day(visit.first_expected_on or facts.today, facts.today)
    moved = _("The date given first was %(first)s.") % {"first": first}
    return f"{given} {moved}"
