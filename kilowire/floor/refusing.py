"""Refusals that many acts share, each sentence once: no reason, already done, a day that is not possible.

The sentences are translated here; the act passes its own parts (``did``, ``what``) translated.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kilowire.floor.days import day_in_words, midnight
from kilowire.floor.refusals import NotYet, Refused


def needs_reason(because: str, say: str = "", *, field: str = "because") -> None:
    """Refuse a blank reason; ``say`` is the act's own sentence that asks for it."""
    needs_words(because, say or _("Say why in a sentence: the reason stays in the history."), field=field)


def needs_words(typed: str, say: str, *, field: str) -> None:
    """Refuse a blank text with the sentence ``say``, which asks for it."""
    if not typed.strip():
        raise Refused(say, field=field)


def needs_photo_or_words(photo: object, note: str, *, field: str = "note") -> None:
    """Refuse that something is mended where neither a photo shows it nor a word says how."""
    if not photo:
        needs_words(note, _("File a photo of it, or say in a word how it was mended."), field=field)


def already(who: object, did: str, on: date | None = None, *, field: str | None = None) -> Refused:
    """Return the refusal of a repeated act: ``Olive already received this adapter on 4 November 2026.``

    ``who`` is a user or a name; without one it says "Somebody". Without ``on`` it names no day.
    """
    words = {"who": who or _("Somebody"), "did": did}
    if on is None:
        return Refused(_("%(who)s already %(did)s.") % words, field=field)
    return Refused(_("%(who)s already %(did)s on %(day)s.") % {**words, "day": day_in_words(on)}, field=field)


def day_has_come(on: date, *, field: str | None = None) -> None:
    """Refuse a day after today."""
    if on > timezone.localdate():
        raise not_come_yet(on, field=field)


def not_come_yet(on: date, *, field: str | None = None) -> NotYet:
    """Return the refusal of a day after today; it ends when the day begins."""
    said = _("%(day)s has not come yet: record it on the day.") % {"day": day_in_words(on)}
    return NotYet(said, begins_at=midnight(on), field=field)


def not_before(on: date, earliest: date | None, what: str, so: str = "", *, field: str | None = None) -> None:
    """Refuse a day before ``earliest``, the day on which ``what`` happened; None refuses nothing.

    ``what`` begins the sentence ("The permit was applied for"), ``so`` ends it ("no work before it").
    """
    if earliest and on < earliest:
        raise _out_of_order(what, earliest, so or _("this cannot be earlier"), field)


def not_after(on: date, latest: date | None, what: str, so: str = "", *, field: str | None = None) -> None:
    """Refuse a day after ``latest``, the day on which ``what`` happened; None refuses nothing."""
    if latest and on > latest:
        raise _out_of_order(what, latest, so or _("this cannot be later"), field)


def _out_of_order(what: str, day: date, so: str, field: str | None) -> Refused:
    words = {"what": what, "day": day_in_words(day), "so": so}
    return Refused(_("%(what)s on %(day)s; %(so)s.") % words, field=field)
