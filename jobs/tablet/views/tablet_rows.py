"""Rows of tablets: the unsent work by job and since when, free storage, and the order to delete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from jobs.job_page.lines import address_of
from jobs.models import Forget, Job, PhotoSlot, SubmissionKind, Tablet
from jobs.tablet.old_queues import a_working_day_before
from kilowire.floor.days import counted, spoken_list
from kilowire.floor.parsing import instant_in

LITTLE_ROOM_MB, GIGABYTE_MB = 200, 1024
_KEEPS = {True: "kept", False: "may be cleared by the browser", None: ""}
_FORMS: dict[str, str] = {
    SubmissionKind.SURVEY: "survey",
    SubmissionKind.INSTALLATION: "installation record",
    SubmissionKind.STAGING: "staging record",
    SubmissionKind.SIGNING: "signed paper",
}
_UNFINISHED = "draft"


def tablet_rows(tablets: Sequence[Tablet], now: datetime) -> list[dict[str, Any]]:
    """Return a dict per tablet, with one query for the names of all homeowners."""
    numbers = {row["job"] for tablet in tablets for row in tablet.held if row["job"]}
    names = dict(Job.objects.filter(number__in=numbers).values_list("number", "homeowner_name"))
    old = a_working_day_before(timezone.localtime(now))
    return [_row(tablet, names, old) for tablet in tablets]


def unsent_word(tablet: Tablet) -> str:
    return counted(tablet.held_count, "thing unsent", "things unsent")


def _row(tablet: Tablet, names: Mapping[str, str], old: datetime) -> dict[str, Any]:
    room = tablet.room_mb
    return {
        "pk": tablet.pk,
        "name": str(tablet),
        "person": tablet.user.name,
        "last_contact_at": tablet.last_contact_at,
        "unsent": unsent_word(tablet) if tablet.held_count else "",
        "since": tablet.held_since,
        "old": bool(tablet.held_since and tablet.held_since <= old),
        "jobs": _by_job(tablet.held, names),
        "room": _room_word(room),
        "little_room": room is not None and room < LITTLE_ROOM_MB,
        "keeps": _KEEPS[tablet.keeps_storage],
        "may_lose": tablet.keeps_storage is False,
        "app": tablet.app_version[:8],
        **_order(tablet),
    }


def _order(tablet: Tablet) -> dict[str, Any]:
    """Return the order to delete and whether the tablet knows it, or when it was carried out."""
    if tablet.forget:
        heard = bool(tablet.forget_asked_at and tablet.last_contact_at > tablet.forget_asked_at)
        how = "at once" if tablet.forget == Forget.AT_ONCE else "once all is sent"
        return {
            "order": f"To forget {how}, {'it knows' if heard else 'at its next contact'}",
            "ordered_at": tablet.forget_asked_at,
            "ordered_by": tablet.forget_asked_by.name if tablet.forget_asked_by else "",
        }
    return {"forgotten_at": tablet.forgotten_at}


def _by_job(held: Iterable[Mapping[str, str]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the unsent work of each job, the oldest first."""
    by_job: dict[str, list[Mapping[str, str]]] = {}
    for row in sorted(held, key=lambda row: datetime.fromisoformat(row["since"])):
        by_job.setdefault(row["job"], []).append(row)
    return [_of_job(number, rows, names) for number, rows in by_job.items()]


def _of_job(number: str, rows: list[Mapping[str, str]], names: Mapping[str, str]) -> dict[str, Any]:
    aside = sum(1 for row in rows if row["state"] == "blocked")
    return {
        "number": number,
        "url": address_of("jobs:overview", number) if number in names else "",
        "name": names.get(number, ""),
        "what": what_is_held(rows),
        "since": instant_in(rows[0]["since"]),
        "aside": f"{counted(aside, 'was', 'were')} refused: the technician has to look" if aside else "",
    }


def what_is_held(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the unsent work as text: ``2 photos, 1 signature and a survey begun``."""
    counts = Counter(_kind(row) for row in rows)
    words = [_counted_kind(kind, count) for kind, count in counts.items()]
    return spoken_list(words)


def _kind(row: Mapping[str, str]) -> tuple[str, str]:
    what = row["what"]
    if what in PhotoSlot.values:
        return "photo", ""
    if what.startswith("signature"):
        return "signature", ""
    if row["kind"] == SubmissionKind.STEP:
        return "step of a visit", ""
    return _FORMS.get(row["kind"], "form"), "begun" if what == _UNFINISHED else ""


def _counted_kind(kind: tuple[str, str], count: int) -> str:
    word, state = kind
    many = word.replace("step", "steps") if word.startswith("step") else f"{word}s"
    return " ".join(filter(None, [counted(count, word, many), state]))


def _room_word(room_mb: int | None) -> str:
    if room_mb is None:
        return "not said"
    return f"{room_mb / GIGABYTE_MB:.1f} GB left" if room_mb >= GIGABYTE_MB else f"{room_mb} MB left"
