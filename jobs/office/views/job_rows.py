"""Rows of many jobs for the board's cards and the list's lines, with two queries in total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from jobs.directory.services.party_calendars import calendar_of
from jobs.job_page.facts import appointment_word, by_urgency, light_facts, local_span, party_word
from jobs.job_page.lines import address_of
from jobs.job_page.turn_facts import held_back, turn_of, visit_of
from jobs.models import Appointment, Job, OpenItem, Party
from jobs.road.hours import spoken_hours
from jobs.road.job_tabs import record_page
from jobs.road.lights import lights_of
from jobs.road.our_steps import named
from jobs.road.stages import Kind, Milestone
from jobs.road.stakes import at_stake
from jobs.road.turns import Choice, TurnFacts, choose
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
ITEM_COLUMNS = (
    "job_id", "party", "what", "key", "blocks", "since_on", "expected_on", "window", "stake_usd",
)  # fmt: skip
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
    choice, first = _choice(job, items, visits, utility, today)
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
        "party": party_word(first.party, utility) if first else "Office" if choice.steps else "",
        "tone": TONES.get(first.party, "wait") if first else "copper" if choice.steps else "",
        "waits": _open_item_words(first, len(items) - 1, job, today) if first else _in_words(choice, utility),
        "what": _cut(first.what) if first else "",
        "age": _age(first, job, today) if first else "",
        "more": f"+{others}" if (others := len(items) - bool(first)) else "",
        "late": any(item.expected_on and item.expected_on < today for item in items),
        "stake": _stake(items),
        "acts": _acts(choice, job.number, utility) if with_lights else (),
        "opened_on": job.opened_on,
    }


def _stake(items: list[Any]) -> str:
    stake = at_stake(item.stake_usd for item in items)
    return f"${stake:,.2f}" if stake else ""


def _acts(choice: Choice, number: str, utility: str) -> list[tuple[str, str]]:
    """Return label and page of each act that moves the job on: our next steps, or an awaited answer."""
    if choice.steps:
        milestones = [step.milestone for step in choice.steps]
    else:
        milestones = [Milestone(choice.milestone)] if choice.milestone else []
    pages = [page for page in map(record_page, milestones) if page]
    labels = {page.page: page.act if choice.is_ours else page.answer for page in pages}
    return [
        (label.format(utility=utility), address_of(page, number)) for page, label in labels.items() if label
    ]


def _choice(
    job: Job, items: list[Any], visits: list[Any], utility: str, today: date
) -> tuple[Choice, Any | None]:
    """Return whose turn it is, and the open item that says so where one does."""
    turns = tuple(turn_of(item, utility) for item in items)
    facts = TurnFacts(
        kind=job.kind,
        standing=job.standing,
        today=today,
        turns=turns,
        visits=tuple(visit_of(visit, utility) for visit in visits),
        waits=held_back(job),
        rests=bool(job.held_on or not job.is_open),
    )
    choice = choose(facts)
    return choice, items[turns.index(choice.turn)] if choice.turn else None


def _open_item_words(item: Any, others: int, job: Job, today: date) -> str:
    more = f" · +{others}" if others else ""
    return f"{_cut(item.what)}, {_age(item, job, today)}{more}"


def _in_words(choice: Choice, utility: str) -> str:
    """Return what a job without an open item in front needs next."""
    if choice.steps:
        return f"It is our turn: {named(choice.steps, utility)}."
    return "Nobody is waited for" if choice.visit else ""


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
    window = f", {spoken_hours(item.window)}" if item.window else ""
    return f"{party_word(item.party, utility)} {day}{window}"


def _cut(text: str) -> str:
    return text if len(text) <= WORDS_SHOWN else f"{text[: WORDS_SHOWN - 1].rstrip()}…"
