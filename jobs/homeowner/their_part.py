"""What the homeowner tells us, sends us or asks us, each on a page of its own. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from jobs.open_items.keys import ASKED_PHOTO, RETAKE
from jobs.road.stages import Kind, Milestone, may_charge
from jobs.status.facts import HOMEOWNER, HomeownerFacts
from jobs.status.page_link import PageLink
from jobs.status.preparing import is_put_out_now
from kilowire.floor.days import weekday_in_words

THEIRS_TO_MOVE = ("survey", "installation", "staging", "commissioning", "service")
"""Appointments that a homeowner may ask to move: values of ``jobs.models.AppointmentKind``."""


def their_part(facts: HomeownerFacts) -> Iterator[PageLink]:
    """Yield what is asked of them first, then what they may do."""
    if not facts.cancelled_on:
        yield from _of_the_visit(facts)
        yield from _of_photos(facts)
        yield from _of_appointments(facts)
    yield PageLink(_("Ask us"), _("We answer or call you back."), "from_homeowner:ask", is_asked=False)
    yield from _of_the_charger(facts)
    yield PageLink(
        _("How we tell you"),
        _("Mail or text, your language, quiet hours."),
        "from_homeowner:wishes",
        is_asked=False,
    )


def _of_the_visit(facts: HomeownerFacts) -> Iterator[PageLink]:
    visit, words = facts.visit, {"utility": facts.utility}
    if facts.visit_has_passed or (visit and visit.expected_on == facts.today):
        yield PageLink(
            _("How did the visit of %(utility)s go?") % words,
            _("Tell us what you saw, once their hours are over."),
            "from_homeowner:how_it_went",
        )
    if visit is None or visit.expected_on is None:
        return
    if is_put_out_now(facts):
        yield PageLink(
            _("Put the bag out by the meter"),
            _("On the evening before, and send us a photo of it."),
            "from_homeowner:staged",
            by=_("by %(day)s") % {"day": weekday_in_words(visit.expected_on - timedelta(days=1))},
        )
    yield PageLink(
        _("%(utility)s comes on %(day)s") % {**words, "day": weekday_in_words(visit.expected_on)},
        _("Tell us that you know the day."),
        "from_homeowner:know_the_day",
        is_asked=False,
    )


def _of_photos(facts: HomeownerFacts) -> Iterator[PageLink]:
    mine = [item for item in facts.items if item.party in HOMEOWNER]
    if any(item.key.startswith((ASKED_PHOTO, RETAKE)) for item in mine):
        yield PageLink(
            _("Send us the photos that we ask for"),
            _("What they must show is said on the page, behind the code."),
            "from_homeowner:photos",
        )
    elif Milestone.SURVEYED not in facts.standing:
        yield PageLink(
            _("Send us photos"),
            _("Panel, meter and bill: we come better prepared."),
            "from_homeowner:photos",
            is_asked=False,
        )


def _of_appointments(facts: HomeownerFacts) -> Iterator[PageLink]:
    for each in facts.coming:
        if each.kind in THEIRS_TO_MOVE:
            sentence = _("Tell us whether %(day)s suits you.") % {
                "day": weekday_in_words(each.starts_at.date())
            }
            yield PageLink(_("Does this time suit you?"), sentence, "from_homeowner:appointment", (each.pk,))


def _of_the_charger(facts: HomeownerFacts) -> Iterator[PageLink]:
    if not facts.stopped and may_charge(facts.kind, facts.standing):
        yield PageLink(
            _("Charging your car"),
            _("Kilowatts, miles and hours for your car."),
            "from_homeowner:charging",
            is_asked=False,
        )
    if Milestone.CLOSED_OUT in facts.standing and facts.kind != Kind.REMOVAL:
        yield PageLink(
            _("Something is wrong with the charger"),
            _("Make a warranty claim, with photos."),
            "from_homeowner:claim",
            is_asked=False,
        )
