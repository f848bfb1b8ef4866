"""The cells of a row in each list; ages are in the utility's business days."""

from __future__ import annotations

from datetime import date

from jobs.directory.services.party_calendars import utility_calendar
from jobs.road.hours import spoken_hours
from kilowire.floor.calendars import business_days_between
from kilowire.floor.days import counted, day_from_here, short_day
from utility_requests.models import UtilityRequest, VisitWindow
from utility_requests.services.reading import typical_on

Cell = dict[str, str]


def visit(window: VisitWindow, today: date) -> list[Cell]:
    """Return when the utility comes, and whether the house is ready."""
    red = window.red_items  # type: ignore[attr-defined]  # annotated by the query
    ready = _cell(f"{red} open", tone="bad") if red else _cell("ready", tone="ok")
    return [
        _cell(f"{window.starts_on:%a}, {day_from_here(window.starts_on, today)}"),
        _cell(spoken_hours(window.hours)),
        ready,
    ]


def passed(window: VisitWindow, today: date) -> list[Cell]:
    """Return which window passed without an outcome, and how long ago."""
    return [
        _cell(f"{window.starts_on:%a}, {short_day(window.starts_on, today)}"),
        _cell(counted((today - window.ends_on).days, "day"), tone="bad"),
    ]


def returned(request: UtilityRequest, today: date) -> list[Cell]:
    """Return what was returned or denied, why, and since when."""
    return [
        _cell(request.get_ended_as_display().lower(), request.ended_because, "bad"),
        _cell(_day(request.ended_on, today)),
    ]


def packet(request: UtilityRequest, today: date) -> list[Cell]:
    """Return since when the packet is being prepared."""
    return [_cell(short_day(request.prepared_on, today)), _cell(_age(request, request.prepared_on, today))]


def answer(request: UtilityRequest, today: date) -> list[Cell]:
    """Return when it was sent, and when an answer typically arrives."""
    sent = request.submitted_on
    return [_cell(_day(sent, today)), _cell(_age(request, sent, today)), _typically(request, today)]


def date_to_come(request: UtilityRequest, today: date) -> list[Cell]:
    """Return since when the approved application waits for a date."""
    since = request.job.utility_approved_on or request.job.utility_approved_waived_on
    return [_cell(_day(since, today)), _cell(_age(request, since, today)), _typically(request, today)]


def _cell(text: str, small: str = "", tone: str = "") -> Cell:
    return {"text": text, "small": small, "tone": tone}


def _typically(request: UtilityRequest, today: date) -> Cell:
    day = typical_on(request, request.job)
    if day is None:
        return _cell("–")
    late = day < today
    return _cell(short_day(day, today), "over" if late else "not guaranteed", "bad" if late else "")


def _day(day: date | None, today: date) -> str:
    return short_day(day, today) if day else ""


def _age(request: UtilityRequest, since: date | None, today: date) -> str:
    if since is None:
        return ""
    calendar = utility_calendar(request.job.site.utility)
    return counted(business_days_between(since, today, calendar), "business day")
