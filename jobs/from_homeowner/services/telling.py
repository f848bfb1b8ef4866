"""What a homeowner tells us of the utility's visit, and what they ask of us."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from jobs.from_homeowner.window_end import window_end
from jobs.models import HomeownerLink, Job, OpenItem, Party, Person, PhotoSlot
from jobs.open_items.keys import CALL_BACK
from jobs.open_items.services import open_items
from jobs.open_items.wanted import OFFICE, Wanted
from jobs.people.services import said
from jobs.photos.services.sent_photos import file_sent_photo
from jobs.road.item_endings import SAID_DONE
from jobs.road.stages import Kind, Milestone
from jobs.status.preparing import STAGING_DAYS
from kilowire.floor.days import instant_at, midnight
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_words


class Outcome(StrEnum):
    """What a homeowner can say of the visit. It is what they saw, and never a milestone."""

    IN = "in"
    NOT_DONE = "not_done"
    NOBODY = "nobody"


OUTCOMES: dict[str, str] = {
    Outcome.IN: gettext_noop("They came and it is in."),
    Outcome.NOT_DONE: gettext_noop("They came but did not do it."),
    Outcome.NOBODY: gettext_noop("Nobody came."),
}


def utility_visit(job: Job) -> OpenItem | None:
    """Return the open item of the utility's visit with the day it gave; None before and once it is done."""
    if Milestone.OUTAGE_CONFIRMED not in job.standing or Milestone.ADAPTER_SET in job.standing:
        return None
    items = OpenItem.objects.of(job).open().filter(party=Party.UTILITY, unwinds=False)
    return items.exclude(expected_on=None).exclude(key="").first()


def window_ends_at(visit: OpenItem) -> datetime:
    """Return when the hours of the visit end; without hours that can be read, at 5 PM."""
    return instant_at(_day(visit), window_end(visit.window))


def is_to_be_staged(job: Job, visit: OpenItem) -> bool:
    """Whether the bag is to be put out now: an adapter is to be set, and its day is near and not over."""
    begins = midnight(_day(visit) - timedelta(days=STAGING_DAYS))
    return job.kind != Kind.REMOVAL and begins <= timezone.now() < window_ends_at(visit)


def _day(visit: OpenItem) -> date:
    """Return the day of a visit; ``ValueError`` for an item without one, which is no visit."""
    if visit.expected_on is None:
        raise ValueError("An item without a day is no visit.")
    return visit.expected_on


def say_how_it_went(
    *, person: Person, visit: OpenItem, outcome: str, note: str, photo: File[bytes] | None
) -> None:
    """Record what the homeowner saw of the utility's visit, with a photo, and ask the office to look into it.

    Refused before the window has ended, and a second time.
    """
    key = f"{SAID_DONE}{visit.pk}"
    if window_ends_at(visit) > timezone.now():
        raise Refused(_("The hours of this visit are not over yet. Please tell us afterwards."))
    if open_items.is_open(job=person.job, key=key):
        raise Refused(_("Thank you, you told us already. We look at it."))
    words = OUTCOMES[outcome].rstrip(".")
    if photo:
        file_sent_photo(person=person, file=photo, caption=f"After the visit: {words.lower()}")
    told = f"{words[0].lower()}{words[1:]}"
    wanted = Wanted(
        key, OFFICE, f"{person.name} says of the visit: {told}; find out and record it", act=visit.act
    )
    said.say(person=person, sentence=f"Says of the visit: {told}", because=note, wanted=wanted)


def say_staged(*, person: Person, visit: OpenItem, bag: File[bytes], adapter: File[bytes] | None) -> None:
    """File the photos of the bag put out by the meter; until somebody looked, they are to be looked at.

    One photo of the bag stands for both, unless the adapter has its own. Refused once the window ended.
    """
    if window_ends_at(visit) <= timezone.now():
        raise Refused(_("The hours of this visit are over. Please tell us how it went."))
    file_sent_photo(person=person, file=bag, slot=PhotoSlot.ADAPTER_STAGED)
    file_sent_photo(person=person, file=adapter or bag, slot=PhotoSlot.ADAPTER_UNBOXED)
    said.say(person=person, sentence="Says the bag is out by the meter")


@transaction.atomic
def acknowledge_visit(*, person: Person, visit: OpenItem) -> None:
    """Record that the homeowner knows the day of the utility's visit; said twice, it is recorded once."""
    locked(person.job)
    visit = locked(visit)
    if visit.acknowledged_on or visit.expected_on is None:
        return
    visit.acknowledged_on = timezone.localdate()
    visit.save(update_fields=["acknowledged_on"])
    said.say(person=person, sentence=f"Knows the day of the visit: {visit.expected_on.isoformat()}")


def ask(*, link: HomeownerLink, question: str, call_back: bool, phone: str, when: str) -> None:
    """Record a question, or that they want to be called, as an open item of the office with their words."""
    person = link.person
    if not call_back:
        needs_words(question, _("Type your question first."), field="question")
        wanted = Wanted("", OFFICE, f"Answer {person.name}: {question}"[:240])
        said.say(person=person, sentence="Asks a question", because=question, wanted=wanted)
        return
    number = phone or person.phone
    if not number:
        raise Refused(_("Type the number at which we reach you."), field="phone")
    about = " · ".join(filter(None, (when, question)))
    what = f"Call {person.name} back, {number}" + (f": {about}" if about else "")
    said.say(
        person=person,
        sentence="Asks to be called",
        because=about,
        wanted=Wanted(CALL_BACK, OFFICE, what[:240]),
    )
