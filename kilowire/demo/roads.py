"""The sequences of acts that the stories share: the usual one, and those of cities with another order."""

from __future__ import annotations

from collections.abc import Iterable

from jobs.models import AppointmentKind
from kilowire.demo import build_acts as build
from kilowire.demo import city_acts as city
from kilowire.demo import office_acts as office
from kilowire.demo import utility_acts as utility
from kilowire.demo import visit_acts as visit
from kilowire.demo import wall_acts as wall
from kilowire.demo.tale import Act, Leg

commissioning_booked = build.booked(AppointmentKind.COMMISSIONING)

START: tuple[Leg, ...] = (
    (0, office.opened),
    (1, office.accepted),
    (1, wall.survey_booked),
    (5, wall.surveyed),
    (1, wall.eligible),
    (4, office.signed),
)
PAPERS: tuple[Leg, ...] = (
    (1, office.adapter_ordered),
    (3, city.applied),
    (2, utility.papers_signed),
    (4, office.adapter_received),
    (1, utility.submitted),
    (3, city.issued),
)
BUILD: tuple[Leg, ...] = ((4, build.installation_booked), (5, build.installed))
FINAL: tuple[Leg, ...] = ((3, city.final_asked), (4, city.final_passed))
ANSWER: tuple[Leg, ...] = ((6, utility.approved),)
VISIT: tuple[Leg, ...] = ((3, visit.window_given), (8, visit.staged), (3, visit.adapter_set))
END: tuple[Leg, ...] = (
    (1, commissioning_booked),
    (2, build.commissioned),
    (3, build.closed_out),
)

USUAL = START + PAPERS + BUILD + FINAL + ANSWER + VISIT + END
SET_FIRST = START + PAPERS + BUILD + ANSWER + VISIT + FINAL + END
TWO_FINALS = START + PAPERS + BUILD + FINAL + ANSWER + VISIT + FINAL + END
ANSWERED_FIRST = START + PAPERS + ANSWER + BUILD + FINAL + VISIT + END
REMOVAL: tuple[Leg, ...] = (
    *START,
    (3, utility.papers_signed),
    (2, utility.submitted),
    (14, utility.approved),
    (4, visit.window_given),
    (9, visit.adapter_set),
    (1, build.made_safe),
    (3, build.closed_out),
)


def until(act: Act, road: Iterable[Leg] = USUAL) -> tuple[Leg, ...]:
    """Return the legs up to and including this act."""
    legs = tuple(road)
    last = next(number for number, (_, each) in enumerate(legs) if each is act)
    return legs[: last + 1]


def without(act: Act, road: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return the legs without this act; its days stay."""
    return tuple((gap, _nothing if each is act else each) for gap, each in road)


def _nothing(_tale: object, _on: object) -> None:
    """Do nothing on this day."""
