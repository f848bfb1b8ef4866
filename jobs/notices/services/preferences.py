"""How a person wants to be told: channel, language, quiet hours, kinds they stopped, consent to texts."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import Channel, EventKind, Means, Person
from jobs.notices.kinds import NOTICES
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User

HOURS_OF_A_DAY = 24


class Wishes(TypedDict, total=False):
    """What a person may wish; hours are 0 to 23, and equal ones mean that no hour is quiet."""

    tell_by: str
    language: str
    quiet_from: int
    quiet_until: int


@transaction.atomic
def set_wishes(*, person: Person, by: User | None = None, **wishes: Unpack[Wishes]) -> Person:
    """Write down how a person wants to be told; ``by`` is None where they did it on their page.

    Choosing texts is their consent, kept with day and means. Refused for texts without a number that takes
    them, and after a STOP, which only a START from their phone takes back.
    """
    job, person = locked(person.job), locked(person)
    new: dict[str, Any] = dict(wishes)
    if any(not 0 <= new.get(name, 0) < HOURS_OF_A_DAY for name in ("quiet_from", "quiet_until")):
        raise Refused(_("Hours are from 0 to 23."), field="quiet_from")
    if new.get("tell_by") == Channel.TEXT and person.tell_by != Channel.TEXT:
        _refuse_texts(person)
        if person.texts_agreed_on is None:
            new |= _consent(Means.OFFICE if by else Means.PAGE)
    return _write(person, job, new, by, "How they want to be told")


@transaction.atomic
def agree_to_texts(*, person: Person, means: Means, by: User | None = None) -> Person:
    """Record that a person agreed to texts today, which takes back an earlier STOP."""
    job, person = locked(person.job), locked(person)
    return _write(person, job, {**_consent(means), "texts_stopped_at": None}, by, "Agreed to text messages")


@transaction.atomic
def stop_texts(*, person: Person) -> Person:
    """Record that a person answered STOP; mail goes on where they have an address."""
    job, person = locked(person.job), locked(person)
    return _write(person, job, {"texts_stopped_at": timezone.now()}, None, "Wants no more text messages")


@transaction.atomic
def prove_number(*, person: Person) -> Person:
    """Record that a text came from the person's number, so that codes may go there."""
    person = locked(person)
    if person.number_proved_at is None:
        person.number_proved_at = timezone.now()
        person.save(update_fields=["number_proved_at"])
    return person


@transaction.atomic
def stop_kinds(*, person: Person, kinds: tuple[str, ...]) -> Person:
    """Stop notices of these kinds to a person; kinds that cannot be stopped stay as they are."""
    job, person = locked(person.job), locked(person)
    may = {kind for kind in kinds if kind in NOTICES and NOTICES[kind].may_stop}
    stopped = sorted({*person.stopped_kinds, *may})
    return _write(person, job, {"stopped_kinds": stopped}, None, "Stopped messages of a kind")


@transaction.atomic
def want_kinds(*, person: Person, kinds: tuple[str, ...], by: User | None = None) -> Person:
    """Let notices of these kinds go to a person again."""
    job, person = locked(person.job), locked(person)
    left = sorted(set(person.stopped_kinds) - set(kinds))
    return _write(person, job, {"stopped_kinds": left}, by, "Wants messages of a kind again")


def _refuse_texts(person: Person) -> None:
    if not person.text_number:
        raise Refused(_("We have no telephone number of yours that takes texts."), field="tell_by")
    if person.texts_stopped_at:
        raise Refused(_("You answered STOP. Text START to us, and texts go again."), field="tell_by")


def _consent(means: Means) -> dict[str, date | str]:
    return {"texts_agreed_on": timezone.localdate(), "texts_agreed_by": means.value}


def _write(person: Person, job: Any, new: dict[str, Any], by: User | None, said: str) -> Person:
    before, after = history.changes(person, new)
    if not after:
        return person
    for name, value in new.items():
        setattr(person, name, value)
    person.save(update_fields=list(new))
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence=said,
        by=by,
        by_person="" if by else person.name,
        before=before,
        after=after,
    )
    return person
