"""What a person of the job tells us on their page: an event, and an open item where somebody must act."""

from __future__ import annotations

from django.db import transaction

from jobs.history.services import history
from jobs.models import EventKind, Person
from jobs.open_items.services import open_items
from jobs.open_items.wanted import Wanted
from kilowire.floor.locks import locked


@transaction.atomic
def say(*, person: Person, sentence: str, because: str = "", wanted: Wanted | None = None) -> None:
    """Record what a person says, with their own words as ``because``, and open the item that follows.

    An item that is open under the same key is updated; one without a key is opened each time.
    """
    job = locked(person.job)
    history.record(
        job=job, kind=EventKind.LINK, sentence=sentence, because=because, by=None, by_person=person.name
    )
    if wanted is None:
        return
    open_items.add(
        job=job,
        party=wanted.party,
        what=wanted.what,
        key=wanted.key,
        act=wanted.act,
        expected_on=wanted.expected_on,
        by=None,
    )
