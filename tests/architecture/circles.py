"""Which nodes of a directed graph can be reached from themselves: imports that run in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Arrows = Mapping[str, Iterable[str]]


def circles(arrows: Arrows) -> list[list[str]]:
    """The strongly connected components of more than one node, each sorted by name."""
    reached = {node: _reached(node, arrows) for node in arrows}
    in_a_circle = sorted(node for node in arrows if node in reached[node])
    found = {
        tuple(other for other in in_a_circle if other in reached[node] and node in reached[other])
        for node in in_a_circle
    }
    return [list(circle) for circle in sorted(found)]


def _reached(start: str, arrows: Arrows) -> set[str]:
    seen: set[str] = set()
    waiting = list(arrows[start])
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting += arrows.get(node, ())
    return seen


def between_folders(arrows: Arrows, folder_of: Mapping[str, str]) -> dict[str, set[str]]:
    """The same arrows drawn between folders; those inside one folder and out of the map are left out."""
    drawn: dict[str, set[str]] = {folder: set() for folder in folder_of.values()}
    for node, targets in arrows.items():
        if node in folder_of:
            drawn[folder_of[node]] |= {folder_of[target] for target in targets if target in folder_of}
    return {folder: targets - {folder} for folder, targets in drawn.items()}
