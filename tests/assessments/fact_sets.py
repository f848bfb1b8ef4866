"""Sets of facts to hold two evaluators against each other: every row of the contract, many at random."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from assessments import facts
from assessments.fact_table import Fact
from tests.assessments.oracle import VALUES
from tests.assessments.test_eligibility_cases import CASES
from tests.assessments.walls import at_random, passing_but

# in which every condition of an applies-when is once true and once false
SURROUNDINGS: tuple[dict[str, Any], ...] = (
    {},
    {"request_type": "removal", "meter_adapter_in_socket": "gma"},
    {"request_type": "replacement", "meter_adapter_in_socket": "gma"},
    {"request_type": None},
    {
        "generation_present": True,
        "backfeed_amps": 60,
        "device_isolating": True,
        "comms_cable": True,
        "comms_conduit_liquidtight": False,
        "backup_wanted": True,
        "account_holder": "tenant",
        "owner_consent": True,
        "loads": ["ev_charger", "solar"],
    },
)
LADDER = {
    "request_type": ["installation", "removal"],
    "loads": [None, [], ["ev_charger"]],
    "spare_breaker_slots": [None, 0, 1, 2],
    "outlet_240v_at_parking": [None, True, False],
    "wants_dedicated_circuit": [None, True, False],
    "load_calculation_ok": [None, True, False],
}
ENDS: tuple[dict[str, Any], ...] = (
    {},
    {"utility": "ladwp"},
    {"wires": 2},
    {"wires": 2, "premises": "commercial"},
)


def every_row() -> Iterator[dict[str, Any]]:
    """Each value of each fact, and it unknown, in each surrounding; the cases; each rung of the ladder."""
    for around in SURROUNDINGS:
        yield passing_but(**around)
        for name, values in VALUES.items():
            for value in (None, *values):
                yield passing_but(**{**around, name: value})
    for changes, _, _, _ in CASES.values():
        yield passing_but(**changes)
    for rung in product(*LADDER.values()):
        yield passing_but(**dict(zip(LADDER, rung, strict=True)))
    for end in ENDS:
        yield passing_but(**end, load_calculation_ok=False)


def generated(count: int, seed: int) -> list[dict[str, Any]]:
    """Services at random: half near one that passes, half with any share of the facts known."""
    random = Random(seed)
    return [at_random(random) for _ in range(count)]


def fact_sets(count: int, seed: int) -> list[dict[str, Any]]:
    """Sets drawn from the table of facts itself: nulls, and the ends of every range, among them."""
    random, table = Random(seed), facts.load()
    sets = []
    for _ in range(count):
        share = random.random()
        drawn = (fact for fact in table if random.random() < share)
        sets.append({fact.name: _drawn(fact, random) for fact in drawn})
    return sets


def _drawn(fact: Fact, random: Random) -> Any:
    if fact.type == "choices":
        some = random.sample(fact.values, k=random.randint(0, len(fact.values)))
        return random.choice([None, some, [*some, *some]])
    if fact.type == "texts":
        return random.choice([None, [], [""], ["«ñ» “\u2009” 𝄞", "a\nb"]])
    if fact.type in ("int", "number"):
        near = random.choice([60, 100, 125, 200]) + random.choice([-1, 0, 1])
        among = [None, fact.least, fact.most, float(fact.most), min(near, fact.most), random.randint(0, 100)]
        return random.choice([*among, min(near, fact.most) - 0.5] if fact.type == "number" else among)
    return random.choice([None, *(fact.values or (True, False))])
