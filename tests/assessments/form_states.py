"""States of a survey at random, and what the server's form asks, requires and says in each."""

from __future__ import annotations

from random import Random
from typing import Any

from assessments import facts, survey_form
from assessments.survey_items import Item
from tests.assessments.oracle import VALUES

FORM = survey_form.current()
OF_THE_JOB = ("request_type", *(fact.name for fact in facts.load() if fact.from_product))


def states(count: int, seed: int) -> list[dict[str, dict[str, Any]]]:
    """What is known of a job beside the form, what was answered, and the newest readings."""
    random = Random(seed)
    return [_state(random) for _ in range(count)]


def _state(random: Random) -> dict[str, dict[str, Any]]:
    share = random.random()
    known = {name: random.choice(VALUES[name]) for name in OF_THE_JOB if random.random() < 0.8}
    known["request_type"] = random.choice(VALUES["request_type"])
    items = [item for item in FORM.items.values() if random.random() < share]
    return {
        "known": known,
        "fields": {i.name: _value(i, random) for i in items if i.keeps != "reading"},
        "readings": {i.name: _volts(random) for i in items if i.keeps == "reading"},
    }


def _value(item: Item, random: Random) -> Any:
    if item.keeps == "fact":
        return random.choice([None, *VALUES[item.name]])
    if item.values:
        return random.choice([None, *item.values])
    samples: dict[str, list[Any]] = {
        "bool": [None, True, False],
        "int": [None, item.least, item.most, 1],
        "number": [None, 7.5, 11.0],
        "choice": [None, 1, 2],
    }
    return random.choice(samples.get(item.type, [None, "", "Along the wall"]))


def _volts(random: Random) -> str:
    return str(
        random.choice([0, 104.9, 105, 114.2, 120, 120.8, 126, 135, 208, 218.4, 230, 240, 254.1, 277, 480])
    )


def told(state: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The server's word on a state."""
    volts = {name: float(value) for name, value in state["readings"].items()}
    answered = {name: value for name, value in state["fields"].items() if value not in (None, "")}
    known = {**state["known"], **answered, **volts}
    things = [*FORM.items.values(), *FORM.slots.values()]
    said = [
        f"{item.name} {kind}"
        for item in FORM.items.values()
        for kind in ("stop", "warn")
        if (notice := getattr(item, kind)) and notice.holds(known)
    ]
    suggestion = FORM.suggested("voltage", known)
    return {
        "asked": sorted(thing.name for thing in things if thing.is_asked(known)),
        "required": sorted(thing.name for thing in things if thing.is_required(known)),
        "said": sorted(said),
        "suggested": suggestion.value if suggestion else None,
    }
