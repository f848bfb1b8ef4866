"""Geometry of the wire that draws a road: spans of points, double where city and utility are parallel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

STANDING = frozenset({"done", "waived", "odd"})


@dataclass(frozen=True)
class Point:
    """One point of the road; ``copper`` says whether the wire after it is drawn in copper."""

    label: str
    state: str
    when: str = ""
    track: str = "main"
    url: str = ""

    @property
    def copper(self) -> bool:
        return self.state in STANDING

    @property
    def marks(self) -> str:
        """The CSS classes of the point."""
        return f"is-{self.state} copper" if self.copper else f"is-{self.state}"


@dataclass(frozen=True)
class Span:
    """Consecutive points in one lane, or in two where the city's lane is above the utility's."""

    points: tuple[Point, ...]
    lead: bool
    double: bool = False

    @property
    def city(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.track == "city")

    @property
    def utility(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.track == "utility")

    @property
    def city_out(self) -> bool:
        return bool(self.city) and self.city[-1].copper

    @property
    def utility_out(self) -> bool:
        return bool(self.utility) and self.utility[-1].copper

    @property
    def width(self) -> int:
        return max(len(self.city), len(self.utility)) if self.double else len(self.points)


def spans_of(nodes: Iterable[Mapping[str, Any]]) -> list[Span]:
    """Group the nodes of a road into the spans of its wire."""
    spans: list[Span] = []
    carries = True
    for on_main, group in groupby(nodes, key=lambda node: node.get("track", "main") == "main"):
        points = tuple(_point(node) for node in group)
        double = not on_main and len({point.track for point in points}) > 1
        spans.append(Span(points=points, lead=carries, double=double))
        carries = points[-1].copper
    return spans


def _point(node: Mapping[str, Any]) -> Point:
    return Point(
        label=node["label"],
        state=node["state"],
        when=node.get("when") or "",
        track=node.get("track") or "main",
        url=node.get("url") or "",
    )
