"""What every tab of the job page shares: head, wire, sentence, tabs, open items and timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from jobs.job_page.facts import by_urgency, light_facts, road_of, upcoming_and_done_today
from jobs.job_page.leading import sentence_with_button
from jobs.job_page.lines import address_of, open_item, timeline
from jobs.job_page.turn_facts import sentence_facts
from jobs.models import Coverage, CoverageKind, Document, Job, OpenItem, Photo, Reference, Upload
from jobs.road.job_tabs import tabs
from jobs.road.lights import lights_of
from jobs.road.nodes import road_nodes
from jobs.road.stages import Stage
from jobs.search.services.twins import twins_of, with_a_number_of
from jobs.search.twins import Twin
from kilowire.floor.access import StaffRequest
from kilowire.floor.capped_counts import capped_counts
from kilowire.floor.days import short_day
from kilowire.models import User

EVENTS_SHOWN = 8
MOST_COUNTED = 1000


def visible_job(request: StaffRequest, job_number: str, tab: str = "") -> Job:
    """Return the job of this number, with site and utility fetched; 404 if the user may not see it.

    404 also where a job of its kind has no such ``tab``.
    """
    job = get_object_or_404(Job.objects.visible_to(request.user).for_page(), number=job_number)
    if any(each.key == tab and not each.label_on(job.kind) for each in tabs()):
        raise Http404(f"A {job.kind} has no such page.")
    return job


def job_context(request: StaffRequest, job: Job, tab: str) -> dict[str, Any]:
    """Return the context of ``jobs/layout.html`` for one tab of this job."""
    today = timezone.localdate()
    items = by_urgency(OpenItem.objects.of(job).open().order_by("id"), today)
    appointments, done_today = upcoming_and_done_today(job, today)
    urls = _addresses(job, request.user)
    pages: dict[str, str] = {milestone: urls[each.key] for each in tabs() for milestone in each.milestones}
    nodes = road_nodes(road_of(job, items, appointments, today), today=today, urls=pages)
    facts = replace(sentence_facts(job, items, appointments, today), warranty_until=_warranty_until(job))
    references, counts = _references_and_counts(job, request.user)
    return {
        "job": job,
        "head": _head(job, today, twins_of(job, request.user) if counts["shared"] else []),
        "actions": _actions(job, request.user),
        "wire": nodes,
        "lights": lights_of(light_facts(job, items, appointments, today)),
        "sentence": sentence_with_button(facts, job, items, request.user, tab),
        "tabs": _tabs(job, tab, urls, counts),
        "open_items": [open_item(item, job, today, request.user) for item in items],
        "timeline": timeline(job, EVENTS_SHOWN),
        "history_url": urls["history"],
        "items": items,
        "appointments": appointments,
        "done_today": done_today,
        "references": references,
        "today": today,
    }


def _warranty_until(job: Job) -> date | None:
    """Return the last day of our own warranty; asked for a job in its warranty alone."""
    if job.stage != Stage.WARRANTY:
        return None
    ours = Coverage.objects.of(job).filter(withdrawn_on=None, kind=CoverageKind.WORKMANSHIP)
    return ours.values_list("until_on", flat=True).first()


def _twin(twin: Twin) -> dict[str, Any]:
    """Return what the two jobs share, with the other's page."""
    return {
        "sentence": twin.sentence.removesuffix(twin.number),
        "number": twin.number,
        "url": address_of("jobs:overview", twin.number),
        "may_be_second_meter": twin.may_be_second_meter,
    }


def _addresses(job: Job, user: User) -> dict[str, str]:
    """The URL of each tab; empty for a tab that this user may not open."""
    return {
        each.key: address_of(each.page, job.number)
        if each.label_on(job.kind) and (user.is_office or not each.office_only)
        else ""
        for each in tabs()
    }


def _head(job: Job, today: date, twins: list[Twin]) -> dict[str, Any]:
    account = getattr(job, "utility_account", None)
    return {
        "number": job.number,
        "kind": job.get_kind_display(),
        "name": job.homeowner_name,
        "address": job.site.address,
        "facts": [job.site.jurisdiction.name, job.site.utility.short_name],
        "meter": account.meter_number if account else "",
        "state": _state(job, today),
        "twins": [_twin(twin) for twin in twins],
    }


def _state(job: Job, today: date) -> dict[str, str] | None:
    if job.cancelled_on:
        settled = "settled" if job.settled_on else "to unwind"
        return {"tone": "bad", "word": f"cancelled {short_day(job.cancelled_on, today)}, {settled}"}
    if job.held_on:
        return {"tone": "warn", "word": f"on hold since {short_day(job.held_on, today)}"}
    if job.charging_stopped_on:
        return {"tone": "bad", "word": f"must not charge since {short_day(job.charging_stopped_on, today)}"}
    return {"tone": "ok", "word": "may charge"} if job.may_charge else None


def _actions(job: Job, user: User) -> list[dict[str, str]]:
    if not user.is_office:
        return []
    names = [("See as homeowner", "jobs:see_as_homeowner")]
    if not job.cancelled_on:
        names.insert(0, ("Resume", "jobs:resume") if job.held_on else ("Hold", "jobs:hold"))
    acts = [{"label": label, "url": address_of(name, job.number)} for label, name in names]
    return [act for act in acts if act["url"]]


def _tabs(job: Job, current: str, urls: dict[str, str], counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": each.label_on(job.kind).format(utility=job.site.utility.short_name),
            "url": urls[each.key],
            "count": counts.get(each.key) or "",
            "current": each.key == current,
        }
        for each in tabs()
        if urls[each.key]
    ]


def _references_and_counts(job: Job, user: User) -> tuple[list[Reference], dict[str, int]]:
    """Return the references of the job, and the numbers of its papers and photos that this user may open.

    ``shared`` counts the rows of other jobs that have one of this job's numbers; all counts are one query.
    """
    references = list(Reference.objects.of(job))
    rows = (
        Document.objects.visible_to(user).in_force(),
        Upload.objects.visible_to(user).on_file(),
        Photo.objects.visible_to(user).on_file(),
    )
    asked = [*(kind.filter(job=job) for kind in rows), with_a_number_of(job, references)]
    papers, uploads, photos, shared = capped_counts(asked, MOST_COUNTED)
    return references, {"papers": papers + uploads, "photos": photos, "shared": shared}
