"""Devices that somebody is signed in on, in words, from the sessions that allauth records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from kilowire.models import User

SYSTEMS = ("iPad", "iPhone", "Android", "Windows", "Macintosh", "CrOS", "Linux")
BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


@dataclass(frozen=True, slots=True)
class Device:
    """One session: its row, what it is on, where it was last seen, and whether it is the one that asks."""

    pk: int
    words: str
    address: str
    since: datetime
    seen_at: datetime
    is_this: bool


def devices_of(user: User, session_key: str | None) -> list[Device]:
    """Return the devices of one user, as ``devices``."""
    return _devices(UserSession.objects.filter(user=user), session_key).get(user.pk, [])


def devices(session_key: str | None) -> Mapping[int, list[Device]]:
    """Return the devices by user, the one seen last first; ``session_key`` is that of whoever asks."""
    return _devices(UserSession.objects.all(), session_key)


def _devices(rows: QuerySet[UserSession], session_key: str | None) -> Mapping[int, list[Device]]:
    living = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found: dict[int, list[Device]] = defaultdict(list)
    for row in rows.filter(session_key__in=living).order_by("-last_seen_at"):
        found[row.user_id].append(
            Device(
                pk=row.pk,
                words=words_of(row.user_agent),
                address=row.ip,
                since=row.created_at,
                seen_at=row.last_seen_at,
                is_this=row.session_key == session_key,
            )
        )
    return found


def words_of(user_agent: str) -> str:
    """Return ``Chrome on Android``, as far as a browser says what it is."""
    system = next((name for name in SYSTEMS if name in user_agent), "")
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "A browser")
    return " on ".join(
        filter(None, [browser, {"Macintosh": "Mac", "CrOS": "Chromebook"}.get(system, system)])
    )
