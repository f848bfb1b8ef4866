"""More stories of the demo: smaller events, and jobs that went well."""

from __future__ import annotations

from jobs.models import NotGoingAhead
from kilowire.demo import build_acts as build
from kilowire.demo import city_acts as city
from kilowire.demo import office_acts as office
from kilowire.demo import utility_acts as utility
from kilowire.demo import visit_acts as visit
from kilowire.demo import wall_acts as wall
from kilowire.demo.roads import ANSWERED_FIRST, REMOVAL, START, USUAL, until, without
from kilowire.demo.tale import Story

APPROVED = until(utility.approved)
CONTRACT_SENT = office.asked("owner", "Sign the contract that we sent", 7)

TURNS: tuple[Story, ...] = (
    Story(
        "waived",
        (
            *without(utility.approved, until(utility.approved)),
            (2, utility.approval_waived),
            (2, visit.window_given),
        ),
        3,
        city="chino-hills",
        name="Sonia Delgado",
        told={"visit_in": 9},
    ),
    Story(
        "dog",
        (*START[:3], (3, wall.survey_in_vain), (1, wall.survey_booked)),
        1,
        told={"tablet_in": 0, "access": {"dog_note": "Two dogs; ring first"}},
    ),
    Story("pre-check", ((0, office.opened), (0, wall.told_by_phone)), 1),
    Story(
        "spanish-call",
        ((0, office.opened), (1, office.accepted), (1, wall.survey_booked)),
        1,
        name="Xochitl Lara",
        told={"language": "es", "tablet_in": 0},
    ),
    Story(
        "landlord-agrees",
        (*until(wall.eligible), (1, CONTRACT_SENT)),
        3,
        name="Marisol Ortega",
        told={
            "owner": "Wendell Hadley",
            "facts": {"account_holder": "tenant", "owner_consent": False},
            "settled": "The owner's letter of consent came by mail and is on file.",
        },
    ),
    Story(
        "to-mend",
        until(wall.surveyed),
        6,
        told={
            "facts": {"esr_violations": ["Working space in front of the panel is blocked"]},
            "hazards": "Shed built against the panel",
        },
    ),
    Story(
        "bus-225",
        until(wall.surveyed),
        2,
        told={"facts": {"panel_bus_amps": 225, "sce_account_verified": False}, "no_bill": True},
    ),
    Story(
        "anaheim",
        (
            *until(wall.surveyed),
            (2, office.ended(NotGoingAhead.OTHER_UTILITY, "Anaheim has no adapter program.")),
            (1, office.unwound),
        ),
        40,
        city="anaheim",
        utility="municipal-anaheim",
        told={"facts": {"utility": "municipal"}},
    ),
    Story(
        "ineligible-ended",
        (
            *until(wall.surveyed),
            (3, office.ended(NotGoingAhead.INELIGIBLE, "Three-phase service.", "panel_upgrade")),
            (1, office.unwound),
        ),
        64,
        told={"facts": {"phase": "three_phase"}},
    ),
    Story(
        "no-answer",
        (*START[:2], (21, office.ended(NotGoingAhead.NO_ANSWER, "Called four times.")), (1, office.unwound)),
        33,
    ),
    Story(
        "splitter",
        (
            *until(wall.surveyed),
            (
                2,
                office.ended(
                    NotGoingAhead.OTHER_SOLUTION, "A splitter on the dryer outlet does it.", "load_splitter"
                ),
            ),
            (2, office.unwound),
        ),
        18,
        told={"facts": {"outlet_240v_at_parking": True, "wants_dedicated_circuit": False}},
    ),
    Story(
        "all-the-same",
        until(office.signed),
        1,
        told={
            "facts": {"spare_breaker_slots": 2, "load_calculation_ok": True},
            "all_the_same": "The wall to the panel is stone; the owner wants no trench through the kitchen.",
        },
    ),
    Story(
        "seal-cut",
        (*until(wall.surveyed), (1, wall.seal_found_cut), (1, wall.eligible), (1, CONTRACT_SENT)),
        4,
        told={"seal": "cut"},
    ),
    Story("silence", (*until(city.applied), (12, city.silent)), 1),
    Story(
        "answered",
        (
            *until(city.applied),
            (3, city.corrections_asked("Load worksheet is not signed.")),
            (4, city.corrections_answered),
        ),
        2,
    ),
    Story(
        "two-permits",
        (*until(city.applied), (1, city.applied_for_another), (6, city.found_complete), (3, city.issued)),
        2,
    ),
    Story("paper-to-come", (*without(city.issued, until(city.issued)), (1, city.issued_without_paper)), 3),
    Story("waiting-edison", until(city.final_passed), 11),
    Story("overdue", without(utility.approved, (*until(city.final_passed), (40, office.looked_at))), 3),
    Story(
        "nobody-came",
        (*APPROVED, (2, visit.window_given), (9, visit.staged), (3, visit.nobody_came)),
        2,
    ),
    Story(
        "window-moved",
        (*APPROVED, (2, visit.window_given), (7, visit.window_moved)),
        2,
        told={"visit_in": 7},
    ),
    Story(
        "trench",
        (
            *until(utility.approved, ANSWERED_FIRST),
            (1, build.ditch_announced),
            (1, build.installation_booked),
        ),
        0,
        told={
            "trench_ft": 24,
            "install_in": 6,
            "scope": "24 ft trench to the carport, 60 A circuit, 48 A charger.",
        },
    ),
    Story(
        "van-today",
        (*until(utility.approved, ANSWERED_FIRST), (2, build.installation_booked)),
        2,
        told={"install_in": 0},
    ),
    Story(
        "unmended",
        (*until(build.installed), (2, city.final_asked), (3, city.final_failed)),
        2,
        told={"found": "Clear 36 inches in front of the panel."},
    ),
    Story(
        "claim-settled",
        (*USUAL, (60, build.claimed("Charger shows a fault light.")), (4, build.claim_settled)),
        70,
    ),
)

WENT_WELL: tuple[Story, ...] = (
    Story("well-1", USUAL, 16),
    Story("well-4", USUAL, 97),
    Story("well-6", (*USUAL, (371, build.warranty_over)), 55),
    Story("well-7", (*REMOVAL,), 90, kind="removal"),
)
