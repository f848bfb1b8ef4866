"""The technicians' tablets: what each reports of itself, and the order to delete what is on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jobs.models import Forget, Tablet
from jobs.tablet.services.sent import Clock
from kilowire.floor.days import counted
from kilowire.floor.locks import locked
from kilowire.floor.parsing import instant_in
from kilowire.floor.refusals import Refused
from kilowire.models import User

STATES = frozenset({"draft", "queued", "sending", "acked", "blocked", "conflict"})
MOST_HELD = 1000
_JOB = re.compile(r"KW-\d{1,9}")
_WORD = re.compile(r"[a-z0-9_:\- ]{1,40}", re.IGNORECASE)


@dataclass(frozen=True)
class Contact:
    """What a tablet reports at each contact; ``room_mb`` is its free storage in MB."""

    tablet: UUID
    label: str = ""
    app: str = ""
    room_mb: int | None = None
    keeps_storage: bool | None = None
    held: Sequence[Any] = ()
    forgot: bool = False


def known_tablet(tablet: UUID | None, user: User, at: datetime) -> Tablet | None:
    """Return the tablet of this id, and create its row at its first contact."""
    if tablet is None:
        return None
    return Tablet.objects.get_or_create(pk=tablet, defaults={"user": user, "last_contact_at": at})[0]


@transaction.atomic
def record_contact(*, contact: Contact, user: User, sent_at: datetime | None = None) -> str:
    """Record a contact and the unsent work of a tablet; return its order to delete, or an empty text.

    An order is repeated at each contact until the tablet reports that it has deleted. Of its unsent work only
    job numbers, kinds and times are stored.
    """
    now = timezone.now()
    known_tablet(contact.tablet, user, now)
    tablet = locked(Tablet(pk=contact.tablet))
    held = _unsent_rows(contact.held, Clock.of(now, sent_at))
    tablet.user, tablet.last_contact_at = user, now
    tablet.label, tablet.app_version = contact.label[:80], contact.app[:40]
    tablet.room_mb, tablet.keeps_storage = contact.room_mb, contact.keeps_storage
    if contact.forgot and tablet.forget:
        held, tablet.forget, tablet.forget_asked_at, tablet.forgotten_at = [], "", None, now
    tablet.held, tablet.held_count = held, len(held)
    tablet.held_since = min((instant_in(row["since"]) or now for row in held), default=None)
    tablet.save(update_fields=_CONTACT_COLUMNS)
    return tablet.forget


_CONTACT_COLUMNS = [
    *("user", "last_contact_at", "label", "app_version", "room_mb", "keeps_storage"),
    *("held", "held_count", "held_since", "forget", "forget_asked_at", "forgotten_at"),
]


@transaction.atomic
def ask_to_forget(*, tablet: Tablet, how: str, by: User, losing: int | None = None) -> Tablet:
    """Order a tablet to delete what is on it at its next contact, at once or after it has sent everything.

    Where unsent work would be lost, only the owner may order it, or a user of the office who gives the number
    of things as ``losing``; anybody else is ``Refused``.
    """
    tablet = locked(tablet)
    if how not in Forget.values:
        raise Refused("Choose whether it sends first or forgets at once.", field="how")
    count = tablet.held_count
    if how == Forget.AT_ONCE and count and not by.is_owner and losing != count:
        lost = counted(count, "unsent thing", "unsent things")
        raise Refused(f"{lost} would be lost: type {count}, or let the owner decide.", field="losing")
    tablet.forget, tablet.forget_asked_at, tablet.forget_asked_by = how, timezone.now(), by
    tablet.save(update_fields=["forget", "forget_asked_at", "forget_asked_by"])
    return tablet


@transaction.atomic
def let_it_keep(*, tablet: Tablet, by: User) -> Tablet:
    """Withdraw an order to delete that has not been carried out; without an order it is ``Refused``."""
    tablet = locked(tablet)
    if not tablet.forget:
        raise Refused("This tablet has no order to forget.")
    tablet.forget, tablet.forget_asked_at, tablet.forget_asked_by = "", None, by
    tablet.save(update_fields=["forget", "forget_asked_at", "forget_asked_by"])
    return tablet


def order_for(tablet: UUID | None) -> str:
    """Return a tablet's order to delete, also when nobody is signed in on it; empty where there is none."""
    return Tablet.objects.filter(pk=tablet).values_list("forget", flat=True).first() or "" if tablet else ""


def _unsent_rows(rows: Sequence[Any], clock: Clock) -> list[dict[str, str]]:
    return [_row(row, clock) for row in rows[:MOST_HELD] if isinstance(row, dict)]


def _row(row: dict[str, Any], clock: Clock) -> dict[str, str]:
    """Return job number, kind and time of a row; everything else in it is dropped."""
    since = instant_in(row.get("since"))
    state = str(row.get("state") or "")
    return {
        "job": _matching(_JOB, row.get("job")),
        "kind": _matching(_WORD, row.get("kind")),
        "what": _matching(_WORD, row.get("what")),
        "since": (clock.right(since) if since else clock.received_at).isoformat(),
        "state": state if state in STATES else "",
    }


def _matching(shape: re.Pattern[str], text: object) -> str:
    return str(text) if text and shape.fullmatch(str(text)) else ""
