"""A job's road as the points of its wire: what is done, what is now, what is ahead. Pure.

City and utility work side by side, so several points may be “now”: the one the stage waits for, and on each
track the next one that has what it needs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from jobs.road import stages
from jobs.road.stages import STEP, Milestone, Step
from kilowire.floor.days import short_day

M = Milestone
TRACKS: dict[Milestone, str] = {
    M.PERMIT_ISSUED: "city",
    M.INSPECTION_PASSED: "city",
    M.UTILITY_SUBMITTED: "utility",
    M.UTILITY_APPROVED: "utility",
    M.OUTAGE_CONFIRMED: "utility",
    M.ADAPTER_SET: "utility",
}


@dataclass(frozen=True)
class Road:
    """What the wire needs from a job: its kind, the days of its stamps and waivers, and expected days.

    ``charging_stopped``: the homeowner might charge once and may not now.
    """

    kind: str
    stamped: Mapping[str, date]
    waived: Mapping[str, date]
    utility: str = "SCE"
    coming: Mapping[str, str] = field(default_factory=dict)
    charging_stopped: bool = False

    @property
    def standing(self) -> frozenset[str]:
        return frozenset(self.stamped) | frozenset(self.waived)


def road_nodes(
    road: Road,
    *,
    today: date,
    urls: Mapping[str, str] | None = None,
) -> list[dict[str, str]]:
    """Return the points of the wire in order, each ``label``, ``state``, ``when``, ``track`` and ``url``."""
    standing = road.standing
    odd = {step.milestone for step, _ in stages.contradictions(road.kind, standing)}
    if road.charging_stopped and M.COMMISSIONED in standing:
        odd.add(M.COMMISSIONED)
    now = milestones_now(road.kind, standing)
    nodes = []
    for step in stages.road(road.kind):
        m = step.milestone
        day = road.stamped.get(m) or road.waived.get(m)
        nodes.append(
            {
                "label": step.label.format(utility=road.utility),
                "state": _state(road, step, odd, now),
                "when": short_day(day, today) if day else road.coming.get(m, "") if m in now else "",
                "track": TRACKS.get(m, "main"),
                "url": (urls or {}).get(m, ""),
            }
        )
    return nodes


def milestones_now(kind: str, standing: Collection[str]) -> frozenset[Milestone]:
    """Milestones under way: the first missing one, and on each track the next that has what it needs."""
    road = stages.road(kind)
    missing = [step for step in road if step.milestone not in standing]
    now = {step.milestone for step in missing[:1]}
    if M.AGREED in standing:
        first_of_track: dict[str, Step] = {}
        for step in missing:
            first_of_track.setdefault(TRACKS.get(step.milestone, "main"), step)
        now |= {
            step.milestone for step in first_of_track.values() if _has_what_it_needs(kind, step, standing)
        }
    return frozenset(now)


def _has_what_it_needs(kind: str, step: Step, standing: Collection[str]) -> bool:
    on_road = {other.milestone for other in stages.road(kind)}
    before = (*stages.needs(kind, step.milestone), *STEP[step.milestone].expects)
    return all(m in standing for m in before if m in on_road)


def _state(road: Road, step: Step, odd: Collection[Milestone], now: Collection[Milestone]) -> str:
    m = step.milestone
    if m in odd:
        return "odd"
    if m in road.stamped:
        return "done"
    if m in road.waived:
        return "waived"
    return "now" if m in now else "ahead"
