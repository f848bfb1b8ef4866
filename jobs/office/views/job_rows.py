"""Rows of many jobs for the board's cards and the list's lines, with two queries in total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from jobs.directory.services.party_calendars import calendar_of
from jobs.job_page.facts import appointment_word, by_urgency, light_facts, local_span, party_word
from jobs.models import Appointment, Job, OpenItem, Party
from jobs.road.lights import lights_of
from jobs.road.our_turn import our_turn
from jobs.road.stages import Kind
from jobs.road.stakes import at_stake
from kilowire.floor.calendars import business_days_between
from kilowire.floor.days import counted, day_from_here, hours

TONES: dict[str, str] = {
    Party.HOMEOWNER: "warn",
    Party.OWNER: "warn",
    Party.OFFICE: "copper",
    Party.FIELD: "copper",
}
WORDS_SHOWN = 64
# Named tuples take a third of the time of model instances, and a board has hundreds.
ITEM_COLUMNS = ("job_id", "party", "what", "since_on", "expected_on", "window", "stake_usd")
VISIT_COLUMNS = ("job_id", "kind", "starts_at", "ends_at")


def rows_of(jobs: list[Job], today: date, *, with_lights: bool) -> list[dict[str, Any]]:
    """Return a dict per job: homeowner, city, first open item with its age, nearest day, USD at stake."""
    open_items_of = OpenItem.objects.filter(job__in=jobs).open().order_by("id")
    items = _by_job(open_items_of.values_list(*ITEM_COLUMNS, named=True))
    visits = _by_job(
        Appointment.objects.filter(job__in=jobs).upcoming().values_list(*VISIT_COLUMNS, named=True)
    )
    base = reverse("jobs:overview", args=["-"])
    return [
        _row(job, by_urgency(items[job.pk], today), visits[job.pk], today, base, with_lights=with_lights)
        for job in jobs
    ]


def _by_job(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    by_job: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_job[row.job_id].append(row)
    return by_job


def _row(
    job: Job, items: list[Any], visits: list[Any], today: date, base: str, *, with_lights: bool
) -> dict[str, Any]:
    utility = job.site.utility.short_name
    first = items[0] if items else None
    stake = at_stake(item.stake_usd for item in items)
    return {
        "number": job.number,
        "url": base.replace("/-/", f"/{job.number}/"),
        "name": job.homeowner_name,
        "city": job.site.city,
        "place": f"{job.site.city} · {job.get_kind_display()}"
        if job.kind != Kind.INSTALLATION
        else job.site.city,
        "stage": job.stage_label,
        "state": _state(job),
        "lights": _lights(job, items, visits, today) if with_lights else (),
        "next": _nearest(items, visits, utility, today),
        "party": party_word(first.party, utility) if first else "",
        "tone": TONES.get(first.party, "wait") if first else "",
        "waits": _open_items_words(items, job, today) if items else _our_next_act(job, visits, utility),
        "what": _cut(first.what) if first else "",
        "age": _age(first, job, today) if first else "",
        "more": f"+{len(items) - 1}" if len(items) > 1 else "",
        "late": bool(first and first.expected_on and first.expected_on < today),
        "stake": f"${stake:,.2f}" if stake else "",
    }


def _open_items_words(items: list[Any], job: Job, today: date) -> str:
    more = f" · +{len(items) - 1}" if len(items) > 1 else ""
    return f"{_cut(items[0].what)}, {_age(items[0], job, today)}{more}"


def _our_next_act(job: Job, visits: list[Any], utility: str) -> str:
    """Return what a job without open items needs next from us; empty on hold, cancelled or done."""
    if job.held_on or not job.is_open:
        return ""
    return "Nobody is waited for" if visits else our_turn(job.kind, job.standing, utility)


def _lights(job: Job, items: list[Any], visits: list[Any], today: date) -> tuple[Any, ...]:
    lights = lights_of(light_facts(job, items, visits, today))
    return tuple((light["label"], light["state"], light["word"]) for light in lights)


def _state(job: Job) -> tuple[str, str]:
    if job.cancelled_on:
        return "bad", "cancelled" if job.settled_on else "cancelled, to unwind"
    if job.charging_stopped_on:
        return "bad", "must not charge"
    return ("warn", "on hold") if job.held_on else ("", "")


def _age(item: Any, job: Job, today: date) -> str:
    age = business_days_between(item.since_on, today, calendar_of(item.party, job.site))
    return counted(age, "business day") if age > 0 else "new today"


def _nearest(items: list[Any], visits: list[Any], utility: str, today: date) -> str:
    """Return the nearest dated event: our own appointment, or an open item with an expected day."""
    given = next((item for item in items if item.expected_on), None)
    dated = [(given.expected_on, _expected(given, utility, today))] if given else []
    if visits:
        start, end = local_span(visits[0])
        what = appointment_word(visits[0].kind, utility)
        dated.append((start.date(), f"{what} {day_from_here(start.date(), today)}, {hours(start, end)}"))
    return min(dated)[1] if dated else ""


def _expected(item: Any, utility: str, today: date) -> str:
    day = day_from_here(item.expected_on, today) if item.expected_on else ""
    window = f", {item.window}" if item.window else ""
    return f"{party_word(item.party, utility)} {day}{window}"


def _cut(text: str) -> str:
    return text if len(text) <= WORDS_SHOWN else f"{text[: WORDS_SHOWN - 1].rstrip()}…"
