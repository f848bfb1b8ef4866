"""The context of the homeowner's status page: no address and no job number, only the status."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.agreeing.services.agreeing import rows_of
from jobs.directory.services.party_calendars import calendar_of
from jobs.models import CompanyRecord, Document, Job, OpenItem, Party
from jobs.road.homeowner_words import HomeownerFacts, headline, long_day, plain_day, points
from jobs.road.hours import only_hours
from jobs.road.item_endings import SAID_DONE
from jobs.road.stages import Milestone, Stage
from kilowire.floor.calendars import business_days_between

ASKED = (Party.HOMEOWNER, Party.OWNER)


def status_context(job: Job) -> dict[str, Any]:
    """Return headline, open items on the homeowner, note, wire and company; for the page and its preview."""
    today = timezone.localdate()
    items = list(OpenItem.objects.of(job).open())
    visit = _visit(job, items, today)
    ours = company(today)
    facts = _facts(job, visit, today, ours)
    now, meaning = headline(facts)
    return {
        "now": now,
        "meaning": meaning,
        "asked": asked(items, typed=False),
        "asked_behind_the_code": bool(asked(items, typed=True)),
        "checking": [_(row.for_homeowner) for row in rows_of(items) if row.for_homeowner],
        "note": None if job.cancelled_on else _note(job, visit, items, today),
        "wire": points(facts, _stamped(job), {Milestone.ADAPTER_SET: _when(visit)} if visit else {}),
        "stopped": facts.stopped,
        "company": ours,
    }


def asked(items: list[OpenItem], *, typed: bool) -> list[dict[str, Any]]:
    """The open items on the homeowner; ``told`` where they said already that it is done.

    What somebody of the office typed may name anything, so it is read behind the code alone.
    """
    told = {item.key for item in items}
    return [
        {"pk": item.pk, "what": _(item.what), "by": _by(item), "told": f"{SAID_DONE}{item.pk}" in told}
        for item in items
        if item.party in ASKED and not item.unwinds and item.is_in_our_words is not typed
    ]


def visit_with_more_than_hours(job: Job, items: list[OpenItem]) -> str:
    """Return the sentence on the utility's visit where more than hours was typed for them; else nothing."""
    visit = _visit(job, items, timezone.localdate())
    if visit is None or visit.expected_on is None or visit.window == only_hours(visit.window):
        return ""
    day, utility = long_day(visit.expected_on), job.site.utility.homeowner_name
    words = {"utility": utility, "day": day, "hours": visit.window}
    return _("%(utility)s visits on %(day)s, %(hours)s.") % words


def stopped(job: Job) -> dict[str, str] | None:
    """Return ``now`` and ``meaning`` while whoever might charge may not; else None."""
    if not job.charging_stopped_on:
        return None
    today = timezone.localdate()
    now, meaning = headline(_facts(job, None, today, company(today)))
    return {"now": now, "meaning": meaning}


def company(today: date) -> dict[str, str] | None:
    """Return the company's name, license and contacts for the footer; None before the first record."""
    record = CompanyRecord.objects.filter(effective_from__lte=today).first()
    if record is None:
        return None
    license_held = f"CSLB {record.cslb_number}, {record.classification}"
    return {"name": record.name, "license": license_held, "phone": record.phone, "email": record.email}


def _facts(job: Job, visit: OpenItem | None, today: date, ours: Mapping[str, str] | None) -> HomeownerFacts:
    return HomeownerFacts(
        kind=job.kind,
        stage=job.stage,
        standing=job.standing,
        utility=job.site.utility.homeowner_name,
        today=today,
        visit_on=visit.expected_on if visit else None,
        visit_hours=only_hours(visit.window) if visit else "",
        held=job.held_on is not None,
        stopped=job.charging_stopped_on is not None,
        call=", ".join(filter(None, [ours["name"], ours["phone"]])) if ours else "",
        cancelled_on=job.cancelled_on,
        has_papers=_has_papers(job),
    )


def _has_papers(job: Job) -> bool:
    """Whether a paper of ours can be opened; asked only where the page speaks of the papers."""
    if Stage(job.stage) not in (Stage.WARRANTY, Stage.DONE):
        return False
    return Document.objects.of(job).in_force().ready().exists()


def _visit(job: Job, items: list[OpenItem], today: date) -> OpenItem | None:
    """The open item of the utility's upcoming visit, once the utility has given a day."""
    if Milestone.OUTAGE_CONFIRMED not in job.standing or Milestone.ADAPTER_SET in job.standing:
        return None
    days = [w for w in items if w.party == Party.UTILITY and w.expected_on and w.expected_on >= today]
    return days[0] if days else None


def _note(job: Job, visit: OpenItem | None, items: list[OpenItem], today: date) -> dict[str, Any] | None:
    """What city or utility is doing and how much of the usual time has passed; no bar once a day is given."""
    utility = job.site.utility.homeowner_name
    if visit:
        given = _("%(utility)s gave this date on %(day)s.") % {
            "utility": utility,
            "day": plain_day(visit.dated_on or visit.since_on, today),
        }
        moved = _("It was another day before.") if visit.has_moved else _("The date has not moved.")
        return {"text": f"{given} {moved}"}
    waiting = next((w for w in items if w.party in (Party.UTILITY, Party.CITY) and w.expected_on), None)
    if waiting is None or waiting.expected_on is None:
        return None
    who = utility if waiting.party == Party.UTILITY else _("The city")
    if waiting.expected_on < today:
        return {
            "text": _("%(who)s is at work on it, longer than usual. We ask how it stands.") % {"who": who}
        }
    calendar = calendar_of(waiting.party, job.site)
    whole = max(business_days_between(waiting.since_on, waiting.expected_on, calendar), 1)
    gone = min(max(business_days_between(waiting.since_on, today, calendar), 0), whole)
    text = _("%(who)s is at work on it. This is often done by %(day)s; nobody can promise the day.") % {
        "who": who,
        "day": plain_day(waiting.expected_on, today),
    }
    return {"text": text, "gone": gone, "whole": whole}


def _by(item: OpenItem) -> str:
    return _("by %(day)s") % {"day": long_day(item.expected_on)} if item.expected_on else ""


def _when(visit: OpenItem) -> str:
    day = long_day(visit.expected_on) if visit.expected_on else ""
    return ", ".join(part for part in (day, only_hours(visit.window)) if part)


def _stamped(job: Job) -> dict[str, date]:
    return {m: job.day_of(m) for m in Milestone if job.day_of(m)}
