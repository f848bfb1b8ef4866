"""Rows of the page Today: open items, appointments, jobs and papers, as formatted text and a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jobs.job_page.facts import appointment_word, local_span, party_word
from jobs.job_page.lines import address_of
from jobs.job_page.turn_facts import held_back
from jobs.models import Document, Job, Notice, OpenItem, PutAside, Tablet, address_line
from jobs.road.our_steps import named, steps_of_ours
from jobs.road.stages import contradiction_in_words, contradictions
from jobs.search.twins import Twin
from kilowire.floor.days import counted, day_from_here, hours, spoken_list

# Named tuples take a third of the time of model instances.
ITEM_COLUMNS = (
    "pk", "party", "what", "act", "since_on", "expected_on", "window", "stake_usd",
    "job__number", "job__homeowner_name", "job__site__utility__short_name",
)  # fmt: skip
VISIT_COLUMNS = (
    "pk", "kind", "starts_at", "ends_at", "bring", "job__number", "job__homeowner_name",
    "job__site__street", "job__site__city", "job__site__postal_code", "job__site__gate_note",
    "job__site__dog_note", "job__site__access_note", "job__site__utility__short_name",
)  # fmt: skip


def item_row(item: Any, today: date) -> dict[str, Any]:
    """Return an open item with its job, days late, USD at stake, and the page of the act that ends it.

    ``item`` has the columns ``ITEM_COLUMNS``.
    """
    late = (today - item.expected_on).days if item.expected_on else 0
    job_url = address_of("jobs:overview", item.job__number)
    return {
        "what": item.what,
        "url": address_of(item.act, item.job__number) or job_url,
        "number": item.job__number,
        "job_url": job_url,
        "name": item.job__homeowner_name,
        "party": party_word(item.party, item.job__site__utility__short_name),
        "when": _when(item, late, today),
        "late": late > 0,
        "stake": f"${item.stake_usd:,.2f}" if item.stake_usd else "",
    }


def _when(item: Any, late: int, today: date) -> str:
    if not item.expected_on:
        return f"since {day_from_here(item.since_on, today)}"
    if late > 0:
        return f"{counted(late, 'day')} late"
    return f"today, {item.window}" if item.window else "today"


def visit_row(visit: Any, who: list[str], today: date) -> dict[str, Any]:
    """Return an appointment with technicians, address, access notes and what to bring.

    ``visit`` has the columns ``VISIT_COLUMNS``; ``who`` are the names of those who are booked.
    """
    start, end = local_span(visit)
    notes = (visit.job__site__gate_note, visit.job__site__dog_note, visit.job__site__access_note)
    place = (visit.job__site__street, visit.job__site__city, visit.job__site__postal_code)
    return {
        "pk": visit.pk,
        "what": appointment_word(visit.kind, visit.job__site__utility__short_name),
        "day": day_from_here(start.date(), today),
        "hours": hours(start, end),
        "who": spoken_list(who),
        "number": visit.job__number,
        "job_url": address_of("jobs:overview", visit.job__number),
        "name": visit.job__homeowner_name,
        "address": address_line(*place),
        "notes": " · ".join(filter(None, notes)),
        "bring": visit.bring,
        "begun": start.date() <= today,
    }


def quiet_row(job: Job, today: date) -> dict[str, Any]:
    """Return a job without open items: what we can do next, and the day of its last milestone."""
    steps = steps_of_ours(job.kind, job.standing, held_back(job))
    acts = named(steps, job.site.utility.short_name)
    moved_on = max(filter(None, [job.opened_on, *(job.day_of(m) for m in job.standing)]))
    return {
        "what": f"{acts[:1].upper()}{acts[1:]}" if acts else "Say who is waited for",
        "url": address_of("jobs:overview", job.number),
        "number": job.number,
        "name": job.homeowner_name,
        "when": f"last step {day_from_here(moved_on, today)}",
    }


def odd_row(job: Job, twins: Mapping[int, Sequence[Twin]]) -> dict[str, Any]:
    """Return a job that does not add up, with the first contradiction; prefetch ``differing`` open items.

    ``twins`` are those of each job that has any.
    """
    pairs = contradictions(job.kind, job.standing)
    if pairs:
        step, missing = pairs[0]
        waived = bool(job.waived_on(step.milestone))
        return _line(job, contradiction_in_words(step, missing, waived=waived))
    differing: list[OpenItem] = getattr(job, "differing", [])
    shared = (twin.sentence for twin in twins.get(job.pk, ()))
    return _line(job, next((item.what for item in differing), "") or next(shared, ""))


def unsettled_row(job: Job) -> dict[str, Any]:
    because = job.get_cancelled_because_display()
    return _line(job, f"Cancelled on {job.cancelled_on:%-d %b %Y}: {because[:1].lower()}{because[1:]}")


def word_row(item: OpenItem) -> dict[str, Any]:
    """Return what a cancelled job left to undo and somebody ended by a written word."""
    return _line(item.job, f"{item.what}: {item.ended_note}")


def paper_row(paper: Document) -> dict[str, Any]:
    return {
        **_line(paper.job, f"{paper.title}: {paper.error}"),
        "url": address_of("jobs:papers", paper.job.number),
    }


def notice_row(notice: Notice) -> dict[str, Any]:
    why = notice.error or f"{notice.get_delivery_display()} {notice.server_words}".strip()
    return {
        **_line(notice.person.job, f"To {notice.person.name}: {why}"),
        "url": address_of("jobs:messages", notice.person.job.number),
    }


def tablet_row(tablet: Tablet) -> dict[str, Any]:
    since = f" since {timezone.localtime(tablet.held_since):%-d %b, %H:%M}" if tablet.held_since else ""
    return {
        "number": "",
        "name": f"{tablet.user.name}'s {tablet}",
        "detail": f"{counted(tablet.held_count, 'thing')} unsent{since}",
        "url": reverse("jobs:tablets"),
    }


def put_aside_row(row: PutAside) -> dict[str, Any]:
    """Return what a tablet could not hand in, with the page where it is settled."""
    return {
        "number": row.job.number if row.job else "",
        "name": row.job.homeowner_name if row.job else f"{row.by.name}'s tablet",
        "detail": f"{row}: {row.because}" if row.because else str(row),
        "url": reverse("jobs:file_put_aside", args=[row.pk]),
    }


def _line(job: Job, detail: str) -> dict[str, Any]:
    return {
        "number": job.number,
        "name": job.homeowner_name,
        "detail": detail,
        "url": address_of("jobs:overview", job.number),
    }
