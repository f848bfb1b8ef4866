"""The navigation of the staff pages: its entries, and the roles that see each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

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
    Door("Assessments", "assessments:list", "eye", OFFICE, "a"),
    Door("Permits", "permits:list", "city", OFFICE, "p"),
    Door("SCE", "utility_requests:list", "utility", OFFICE, "s"),
    Door("Papers", "jobs:all_papers", "papers", OFFICE),
    Door("Tablets", "jobs:tablets", "tablet", OFFICE),
    Door("Directory", "admin:index", "directory", OFFICE),
    Door("Team", "team", "person", OWNER),
    Door("My day", "jobs:today", "today", FIELD, "t"),
    Door("On site", "tablet", "place", FIELD, "f"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the entries for the user, with the current one marked; empty if signed out."""
    role = getattr(getattr(request, "user", None), "role", None)
    if role is None:
        return {"nav": []}
    doors = [door for door in _open_doors() if role in door["roles"]]
    fitting = [door["url"] for door in doors if door["url"] != "/" and request.path.startswith(door["url"])]
    here = max(fitting, key=len, default=request.path)
    return {"nav": [{**door, "current": door["url"] == here} for door in doors]}


@cache
def _open_doors() -> tuple[dict[str, Any], ...]:
    doors = []
    for door in DOORS:
        url = _address(door.name)
        if url:
            doors.append({**vars(door), "url": url, "count_url": _address(door.count_name)})
    return tuple(doors)


def _address(name: str) -> str:
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""
