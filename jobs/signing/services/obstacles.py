"""Why a signer cannot sign a paper: in words for the signer before it, in words for the office after it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.models import RequestState, Signer
from jobs.signing.services import telling
from kilowire.floor.days import spoken_day, weekday_in_words


class Obstacle(StrEnum):
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    EXPIRED = "expired"
    PREPARING = "preparing"
    ANOTHERS_TURN = "another's turn"


_ENDED = {
    RequestState.WITHDRAWN: Obstacle.WITHDRAWN,
    RequestState.DECLINED: Obstacle.DECLINED,
    RequestState.EXPIRED: Obstacle.EXPIRED,
}


def obstacle_of(signer: Signer, on: date | None = None) -> Obstacle | None:
    """Return what keeps this signer from signing on this day, by default today; None where they can sign."""
    request = signer.request
    if signer.signed_at and request.state != RequestState.WITHDRAWN:
        return Obstacle.SIGNED
    if request.state in _ENDED:
        return _ENDED[RequestState(request.state)]
    if request.expires_on < (on or timezone.localdate()):
        return Obstacle.EXPIRED
    if request.state == RequestState.PREPARING:
        return Obstacle.PREPARING
    following = telling.next_signer(request)
    return Obstacle.ANOTHERS_TURN if following and following.pk != signer.pk else None


def why_not(signer: Signer, on: date | None = None) -> str:
    """Return in one sentence to the signer why they cannot sign; empty where they can."""
    obstacle = obstacle_of(signer, on)
    if obstacle == Obstacle.SIGNED and signer.signed_at:
        day = weekday_in_words(timezone.localdate(signer.signed_at))
        return _("You signed this paper on %(day)s. There is nothing more for you to do.") % {"day": day}
    if obstacle == Obstacle.WITHDRAWN:
        return _(
            "We withdrew this paper, so there is nothing to sign. We write to you if there is a new one."
        )
    if obstacle == Obstacle.DECLINED:
        return _("Somebody decided not to sign this paper. We look at it and write to you.")
    if obstacle == Obstacle.EXPIRED:
        return _("The time to sign this paper is over. Call us, and we send it again.")
    if obstacle == Obstacle.PREPARING:
        return _("We are preparing this paper. We write to you when it is ready.")
    if obstacle:
        words = {"name": _next_name(signer)}
        return _("It is not your turn yet: %(name)s signs first. We write to you then.") % words
    return ""


def why_it_does_not_count(signer: Signer, on: date) -> str:
    """Return for the office why what this signer signed on this day does not count; empty where it does."""
    request, name = signer.request, signer.person.name
    obstacle = obstacle_of(signer, on)
    if obstacle == Obstacle.SIGNED and signer.signed_at:
        return f"{name} had signed it already, on {spoken_day(timezone.localdate(signer.signed_at))}."
    if obstacle in (Obstacle.WITHDRAWN, Obstacle.DECLINED):
        return f"The paper was {obstacle} before this came: {request.ended_because}"
    if obstacle == Obstacle.EXPIRED:
        return f"The paper was to be signed by {spoken_day(request.expires_on)}, and this came later."
    if obstacle == Obstacle.PREPARING:
        return "The paper was changed before this came; another version is to be signed."
    return f"It was not the turn of {name}: {_next_name(signer)} signs first." if obstacle else ""


def _next_name(signer: Signer) -> str:
    following = telling.next_signer(signer.request)
    return following.person.name if following else ""
