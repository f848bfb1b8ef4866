"""Stories of the demo that are at a given stage today, so that every stage has a job."""

from __future__ import annotations

from kilowire.demo import build_acts as build
from kilowire.demo import city_acts as city
from kilowire.demo import office_acts as office
from kilowire.demo import utility_acts as utility
from kilowire.demo import visit_acts as visit
from kilowire.demo import wall_acts as wall
from kilowire.demo.roads import ANSWERED_FIRST, SET_FIRST, START, USUAL, commissioning_booked, until
from kilowire.demo.tale import Story

APPROVED = until(utility.approved)
CONTRACT_SENT = office.asked("owner", "Sign the contract that we sent", 7)

BY_STAGE: tuple[Story, ...] = (
    Story(
        "claim",
        (*USUAL, (54, build.claimed("The charger's cable holder came off the wall."))),
        3,
        city="la-habra",
        name="Alicia Montoya",
    ),
    Story("spanish", until(city.issued), 4, city="montebello", name="Rosa Quintero", told={"language": "es"}),
    Story(
        "senior",
        START,
        2,
        city="huntington-beach",
        name="Grace Eastwick",
        told={"senior": True, "helper": "Lena Eastwick"},
    ),
    Story(
        "visit-soon",
        (*APPROVED, (3, visit.window_given), (5, visit.looked_again)),
        1,
        city="west-covina",
        name="Darius Brandt",
        told={"visit_in": 2},
    ),
    Story("warranty-over", (*USUAL, (372, build.warranty_over)), 20, city="garden-grove", name="Anh Nguyen"),
    Story("first-call", START[:1], 0, city="monrovia", name="Zachary Le"),
    Story("survey-to-come", START[:3], 1, city="cerritos", name="Joon Jeong", told={"tablet_in": 1}),
    Story("eligible", (*until(wall.eligible), (0, CONTRACT_SENT)), 2, city="alhambra", name="Mei Chen"),
    Story(
        "to-install",
        (*until(utility.approved, ANSWERED_FIRST), (2, build.installation_booked)),
        3,
        city="ventura",
        name="Tamara Shapiro",
    ),
    Story("awaits-final", (*SET_FIRST[:-5], (2, city.final_asked)), 1, city="whittier", name="Victor Abarca"),
    Story(
        "to-commission",
        (*until(visit.adapter_set), (1, commissioning_booked)),
        1,
        city="santa-ana",
        name="Carmen Bautista",
        told={"booked_in": 1},
    ),
    Story("to-close-out", until(build.commissioned), 2, city="redondo-beach", name="Amir Rashid"),
)
