"""The three lights of a job, City · utility · Build: a state and a word for each track. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import NamedTuple

from jobs.road import stages
from jobs.road.nodes import TRACKS
from jobs.road.stages import Kind, Milestone

M = Milestone
Words = tuple[str, str]


class LightFacts(NamedTuple):
    """``city``, ``utility`` and ``build`` are the nearest day of each track as text, or empty.

    ``late`` names the tracks whose expected day has passed. ``charging_stopped``: the homeowner might charge
    once and may not now.
    """

    kind: str
    standing: Collection[str]
    utility_name: str = "SCE"
    city: str = ""
    utility: str = ""
    build: str = ""
    late: frozenset[str] = frozenset()
    charging_stopped: bool = False


def lights_of(facts: LightFacts) -> list[dict[str, str]]:
    """Return the lights City, utility and Build, each with a state (off, wait, go, done, bad) and a word."""
    odd = _odd_tracks(facts.kind, frozenset(facts.standing))
    return [
        _light(facts, "city", "City", _city, odd),
        _light(facts, "utility", facts.utility_name, _utility, odd),
        _light(facts, "build", "Build", _build, odd),
    ]


@lru_cache(maxsize=1024)
def _odd_tracks(kind: str, standing: frozenset[str]) -> frozenset[str]:
    """Tracks with a milestone recorded before one it rests on; cached, since a board repeats the same few."""
    pairs = stages.contradictions(kind, standing)
    return frozenset(TRACKS.get(step.milestone, "build") for step, _ in pairs)


def _light(
    facts: LightFacts, track: str, label: str, words_of: Callable[[LightFacts], Words], odd: Collection[str]
) -> dict[str, str]:
    state, word = words_of(facts)
    if track in odd:
        state, word = "bad", "does not add up"
    elif track in facts.late and state != "done":
        state, word = "bad", f"{word}, late"
    return {"label": label, "state": state, "word": word}


def _city(facts: LightFacts) -> Words:
    standing = facts.standing
    if M.INSPECTION_PASSED in standing:
        return "done", "final"
    if facts.kind == Kind.REMOVAL and M.PERMIT_ISSUED not in standing:
        return ("wait", f"answer {facts.city}") if facts.city else ("off", "not needed")
    if M.PERMIT_ISSUED in standing:
        if facts.city:
            return "wait", f"final {facts.city}"
        return ("go", "final") if M.CIRCUIT_INSTALLED in standing else ("done", "permit")
    if facts.city:
        return "wait", f"permit {facts.city}"
    return ("go", "permit") if M.AGREED in standing else ("off", "not yet")


def _utility(facts: LightFacts) -> Words:
    standing = facts.standing
    if M.ADAPTER_SET in standing:
        return "done", "removed" if facts.kind == Kind.REMOVAL else "adapter in"
    if M.OUTAGE_CONFIRMED in standing:
        return "wait", f"visit {facts.utility}" if facts.utility else "visit"
    if M.UTILITY_APPROVED in standing:
        return "wait", "a date"
    if M.UTILITY_SUBMITTED in standing:
        return "wait", f"answer {facts.utility}" if facts.utility else "answer"
    return ("go", "apply") if M.AGREED in standing else ("off", "not yet")


_BUILD: tuple[tuple[Milestone, str], ...] = (
    (M.CIRCUIT_INSTALLED, "install"),
    (M.AGREED, "contract"),
    (M.ELIGIBLE, "verdict"),
    (M.SURVEYED, "survey"),
    (M.ACCEPTED, "accept"),
)


def _build(facts: LightFacts) -> Words:
    """The next work on site, with its day once one is booked."""
    kind, standing = facts.kind, facts.standing
    last = M.CLOSED_OUT if kind == Kind.REMOVAL else M.COMMISSIONED
    if facts.charging_stopped:
        return "bad", "must not charge"
    if last in standing:
        return "done", "closed out" if kind == Kind.REMOVAL else "charging"
    if M.CIRCUIT_INSTALLED in standing:
        ready = M.ADAPTER_SET in standing and M.INSPECTION_PASSED in standing
        return ("go", f"test {facts.build}".strip()) if ready else ("done", "circuit")
    if kind == Kind.REMOVAL and M.AGREED in standing:
        return ("go", "close out") if M.ADAPTER_SET in standing else ("done", "contract")
    word = next(word for m, word in reversed(_BUILD) if m not in standing)
    if word == "install" and M.PERMIT_ISSUED not in standing:
        return "off", "needs permit"
    return "go", f"{word} {facts.build}".strip() if word in ("survey", "install") else word
