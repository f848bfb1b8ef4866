"""Whom the office calls about an item that the city or the utility owes: name, number, phone, portal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from jobs.models import OpenItem, Party, Reference, ReferenceKind
from jobs.road.job_tabs import milestone_of_item
from kilowire.floor.normal.phones import dial_uri, shown_phone

ASKED_COLUMNS = (
    "job__site__street", "job__site__utility_id", "job__site__utility__phone",
    "job__site__utility__portal", "job__site__jurisdiction_id", "job__site__jurisdiction__name",
    "job__site__jurisdiction__phone", "job__site__jurisdiction__portal",
)  # fmt: skip
OUTSIDE = (Party.CITY, Party.UTILITY)
_PARTY_OF: dict[str, str] = {
    ReferenceKind.PERMIT: Party.CITY,
    ReferenceKind.UTILITY_REQUEST: Party.UTILITY,
    ReferenceKind.INTERCONNECTION: Party.UTILITY,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The city or utility that owes an answer. ``about``: its number for the job, else the house's street.

    ``says`` is what it owes, or the office's reminder why to ask. Without a phone, ``edit_url`` is the page
    of the directory where one is typed.
    """

    name: str
    about: str
    number: str
    says: str
    phone: str
    dial: str
    portal: str
    edit_url: str

    @property
    def call(self) -> str:
        return f"Call {self.name} about {self.about}"


def all_asked(items: Iterable[Any]) -> dict[int, Asked]:
    """Return whom to ask about each item of city and utility, by its key; two queries for all of them."""
    asked = [item for item in items if item.party in OUTSIDE]
    if not asked:
        return {}
    jobs = {item.job_id for item in asked}
    numbers = _numbers(jobs)
    reminders = OpenItem.objects.open().filter(job__in=jobs, party=Party.OFFICE).exclude(act="")
    says = {(job, act): what for job, act, what in reminders.values_list("job_id", "act", "what")}
    return {
        item.pk: _asked(item, number_of(item, numbers[item.job_id]), says.get((item.job_id, item.act), ""))
        for item in asked
    }


def is_late(item: Any, today: date) -> bool:
    """Return whether the city or the utility owes this item and its day is over."""
    return item.party in OUTSIDE and item.expected_on is not None and item.expected_on < today


def _numbers(jobs: Iterable[int]) -> defaultdict[int, list[Reference]]:
    """Return the numbers that city and utility gave each of these jobs, the newest first."""
    found: defaultdict[int, list[Reference]] = defaultdict(list)
    for reference in Reference.objects.filter(job__in=jobs, kind__in=_PARTY_OF).order_by("-pk"):
        found[reference.job_id].append(reference)
    return found


def number_of(item: Any, references: Iterable[Reference]) -> str:
    """Return the number under which the item's party knows the case; empty where it gave none for it.

    The city's is the one that the item names, or of the permit that its key names; the utility's is that of
    our application for what the road waits for, and of the interconnection for all else.
    """
    theirs = [each for each in references if _PARTY_OF[each.kind] == item.party]
    if item.party == Party.UTILITY and item.key:
        on_the_road = milestone_of_item(item.key) is not None
        kind = ReferenceKind.UTILITY_REQUEST if on_the_road else ReferenceKind.INTERCONNECTION
        theirs = [each for each in theirs if each.kind == kind]
    named = [each.value for each in theirs if each.value in item.what]
    row = item.key.rpartition(":")[2] if ":" in item.key else ""
    of_row = [each.value for each in theirs if not row or each.source.split(":")[1:2] == [row]]
    return next(
        iter([*named, *(of_row if item.party == Party.CITY else [each.value for each in theirs])]), ""
    )


def _asked(item: Any, number: str, reminder: str) -> Asked:
    is_city = item.party == Party.CITY
    place = "jurisdiction" if is_city else "utility"
    name = item.job__site__jurisdiction__name if is_city else item.job__site__utility__short_name
    phone = getattr(item, f"job__site__{place}__phone")
    return Asked(
        name=name.removeprefix("City of "),
        about=number or item.job__site__street,
        number=number,
        says=reminder or item.what,
        phone=shown_phone(phone),
        dial=dial_uri(phone),
        portal=_web_address(getattr(item, f"job__site__{place}__portal")),
        edit_url=""
        if phone
        else reverse(f"admin:jobs_{place}_change", args=[getattr(item, f"job__site__{place}_id")]),
    )


def _web_address(portal: str) -> str:
    """Return the address of a portal as a link takes it; the directory has some without ``https://``."""
    if not portal or portal.startswith(("https://", "http://")):
        return portal
    return f"https://{portal}"
