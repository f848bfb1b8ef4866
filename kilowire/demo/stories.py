"""Named stories of the demo: each shows one thing that can happen to a job."""

from __future__ import annotations

from jobs.models import NotGoingAhead
from kilowire.demo import city_acts as city
from kilowire.demo import office_acts as office
from kilowire.demo import utility_acts as utility
from kilowire.demo import visit_acts as visit
from kilowire.demo import wall_acts as wall
from kilowire.demo.roads import (
    BUILD,
    PAPERS,
    REMOVAL,
    SET_FIRST,
    START,
    TWO_FINALS,
    USUAL,
    until,
)
from kilowire.demo.stories_by_stage import BY_STAGE
from kilowire.demo.tale import Story

ISSUED = START + PAPERS
IN = ISSUED + BUILD
APPROVED = until(utility.approved)
TENANT = {"account_holder": "tenant"}

EVENTFUL: tuple[Story, ...] = (
    Story("closed-out", USUAL, 9, city="torrance", name="Hector Galvan"),
    Story("set-before-final", SET_FIRST, 24, city="whittier", name="Irene Kowalski"),
    Story("two-finals", TWO_FINALS, 15, city="irvine", name="Priya Rao"),
    Story(
        "second-fee",
        (
            *APPROVED,
            (3, visit.window_given),
            (9, visit.visit_failed),
            (3, visit.failures_mended),
            (4, utility.fee_paid),
            (3, visit.window_given),
        ),
        4,
        city="downey",
        name="Calvin Dupree",
        told={"visit_in": 5},
    ),
    Story(
        "unannounced", (*APPROVED, (11, visit.came_unannounced)), 3, city="lakewood", name="Wanda Sorensen"
    ),
    Story(
        "failed-inspection",
        (
            *IN,
            (3, city.final_asked),
            (4, city.final_failed),
            (3, city.mended),
            (4, city.final_passed),
            *USUAL[len(IN) + 2 :],
        ),
        31,
        city="fullerton",
        name="Samuel Okafor",
    ),
    Story(
        "final-revoked",
        (
            *USUAL,
            (18, city.final_revoked("The city found the inspector had looked at the neighbour's charger.")),
        ),
        2,
        city="torrance",
        name="Karen Marchetti",
    ),
    Story(
        "permit-expiring",
        (
            *START,
            (5, city.applied),
            (9, city.issued),
            (
                20,
                office.asked(
                    "homeowner", "The new garage wall to be finished by the homeowner's builder", 352
                ),
            ),
            (316, city.lapse_seen),
        ),
        1,
        city="pomona",
        name="Bernard Whitcomb",
    ),
    Story("removal", REMOVAL, 12, kind="removal", city="simi-valley", name="Deborah Greenlee"),
    Story(
        "replacement",
        until(city.issued),
        6,
        kind="replacement",
        city="thousand-oaks",
        name="Farid Hovsepian",
        told={"facts": {"generation_present": True, "backfeed_amps": 24}},
    ),
    Story(
        "tenant-without-consent",
        until(wall.surveyed),
        3,
        city="long-beach",
        name="Jamal Reyes",
        told={"owner": "Patrice Usher", "facts": {**TENANT, "owner_consent": False}},
    ),
    Story(
        "lock-ring",
        ISSUED,
        2,
        city="covina",
        name="Lorenzo Ibarra",
        told={
            "facts": {"lock_ring": True},
            "settled": "SCE takes the ring off before its visit; called and noted.",
        },
    ),
    Story(
        "rule-21",
        (*until(city.issued), (2, utility.rule_21_sent)),
        4,
        city="rancho-cucamonga",
        name="Nadia Farahani",
        told={"facts": {"loads": ["ev_charger", "solar"], "generation_present": True, "backfeed_amps": 16}},
    ),
    Story(
        "ineligible",
        until(wall.surveyed),
        1,
        city="upland",
        name="Gloria Zamora",
        told={"facts": {"meter_class_amps": 320}},
    ),
    Story(
        "other-utility",
        until(wall.surveyed),
        4,
        city="los-angeles",
        utility="ladwp",
        name="Elena Navarro",
        told={
            "facts": {"utility": "ladwp"},
            "wishes": "A friend in Whittier has an adapter; lives in Los Angeles.",
        },
    ),
    Story(
        "cancelled-with-unwinding",
        (*IN[:-2], (2, office.ended(NotGoingAhead.PRICE, "The solar company bundles a charger."))),
        2,
        city="corona",
        name="Oscar Castellanos",
    ),
    Story(
        "on-hold",
        (*until(city.issued), (3, office.held("The garage is being painted; back in two weeks."))),
        5,
        city="tustin",
        name="Beatriz Aguilar",
    ),
    Story(
        "correction",
        (
            *until(city.applied),
            (4, city.corrections_asked("Show the adapter and its breaker on the single-line diagram.")),
        ),
        3,
        city="costa-mesa",
        name="Kenji Fujita",
    ),
    Story(
        "denied",
        (
            *until(city.issued),
            (8, utility.refused("denied", "Meter number on the form is of another house.")),
        ),
        3,
        city="norwalk",
        name="Ramona Salazar",
    ),
    Story(
        "returned",
        (
            *until(city.issued),
            (6, utility.refused("returned", "Authorization form lacks the date.")),
            (5, utility.sent_again),
        ),
        8,
        city="ontario",
        name="Tuan Pham",
    ),
)
NAMED: tuple[Story, ...] = (*EVENTFUL, *BY_STAGE)
