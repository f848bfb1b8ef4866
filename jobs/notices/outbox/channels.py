"""By which channel a person is told: as they chose, and as they can be reached."""

from __future__ import annotations

from jobs.models import Channel, Person
from jobs.notices.kinds import NoticeKind
from kilowire.floor.outgoing.texts import can_text


def channel_for(person: Person, kind: str) -> Channel | None:
    """Return the channel of a notice of this kind; None where nothing reaches the person.

    A text needs their number and consent; a one-time code goes only to a number from which they wrote to us.
    """
    texts = can_text() and person.takes_texts
    if kind == NoticeKind.ONE_TIME_CODE:
        texts = texts and person.number_proved_at is not None
    if texts and (person.tell_by == Channel.TEXT or not person.email):
        return Channel.TEXT
    return Channel.EMAIL if person.email else None
