"""The navigation of the staff pages: its doors, the roles that see each, and the entries of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from kilowire.models import Role

OWNER = (Role.OWNER,)
OFFICE = (Role.OWNER, Role.OFFICE)
FIELD = (Role.FIELD,)


@dataclass(frozen=True)
class Door:
    """One entry; ``g`` and then ``key`` opens it; ``count_name`` is the URL name of its count."""

    label: str
    name: str
    icon: str
    roles: tuple[str, ...]
    key: str = ""
    count_name: str = ""


DOORS = (
    Door("Today", "jobs:today", "today", OFFICE, "t", "jobs:today_count"),
    Door("Jobs", "jobs:list", "jobs", OFFICE, "j"),
    Door("Board", "jobs:board", "board", OFFICE, "b"),
    Door("Calendar", "jobs:calendar", "calendar", OFFICE, "c"),
    Door("Sweep", "jobs:sweep", "look", OFFICE, "w"),
    Door("Assessments", "assessments:list", "eye", OFFICE, "a"),
    Door("Permits", "permits:list", "city", OFFICE, "p"),
    Door("SCE", "utility_requests:list", "utility", OFFICE, "s"),
    Door("Papers", "jobs:all_papers", "papers", OFFICE),
    Door("Messages", "jobs:all_messages", "mail", OFFICE, "m"),
    Door("Inbox", "jobs:inbox", "download", OFFICE, "i"),
    Door("Tablets", "jobs:tablets", "tablet", OFFICE),
    Door("Directory", "admin:index", "directory", OFFICE),
    Door("Team", "team", "person", OWNER),
    Door("My day", "jobs:today", "today", FIELD, "t"),
    Door("On site", "tablet", "place", FIELD, "f"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A door as one page shows it. ``current``: the page is behind this door."""

    label: str
    url: str
    icon: str
    key: str
    count_url: str
    current: bool = False


def navigation(request: HttpRequest) -> dict[str, Callable[[], tuple[Entry, ...]]]:
    """Context processor: ``nav``, the entries for the user with the current one marked; empty if signed out.

    It is called by the template that shows it, so that a page without navigation reads neither session nor
    user.
    """
    return {"nav": cache(partial(_entries, request))}


def _entries(request: HttpRequest) -> tuple[Entry, ...]:
    entries = _open_doors(getattr(getattr(request, "user", None), "role", None))
    fitting = [each.url for each in entries if each.url != "/" and request.path.startswith(each.url)]
    here = max(fitting, key=len, default=request.path)
    return tuple(replace(each, current=True) if each.url == here else each for each in entries)


@cache
def _open_doors(role: str | None) -> tuple[Entry, ...]:
    doors = [(door, _address(door.name)) for door in DOORS if role in door.roles]
    return tuple(
        Entry(door.label, url, door.icon, door.key, _address(door.count_name)) for door, url in doors if url
    )


def _address(name: str) -> str:
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""
