"""Finds and removes what a PDF does by itself: scripts, programs that it starts, printing on opening."""

from __future__ import annotations

from typing import Any

import pikepdf

MAX_OBJECTS = 300_000
_RUNS = frozenset({"/JavaScript", "/Launch"})
_SCRIPTS = frozenset({"/JavaScript", "/JS"})
# No action can hang below these, and they hold most of a file's objects.
_WITHOUT_ACTIONS = frozenset({"/Contents", "/Metadata", "/Parent", "/Resources", "/StructTreeRoot"})


def needs_acrobat(pdf: pikepdf.Pdf) -> bool:
    """Return whether the pages of this form are made by Acrobat alone."""
    return bool(pdf.Root.get("/NeedsRendering"))


def remove_active_content(pdf: pikepdf.Pdf) -> bool:
    """Remove every script and action that runs something; return whether there was any.

    Raises ``ValueError`` where the objects below the root are without end.
    """
    waiting: list[Any] = [pdf.Root]
    seen: set[tuple[int, int]] = set()
    removed = False
    while waiting:
        found = waiting.pop()
        if not isinstance(found, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
            continue
        if found.is_indirect:
            if found.objgen in seen:
                continue
            seen.add(found.objgen)
            if len(seen) > MAX_OBJECTS:
                raise ValueError("endless")
        removed |= _remove_from(found)
        waiting += _below(found)
    return removed


def _remove_from(found: Any) -> bool:
    """Remove the actions that this dictionary or array holds directly."""
    if isinstance(found, pikepdf.Array):
        at = [place for place, value in enumerate(found) if _runs(value)]
        for place in reversed(at):
            del found[place]
        return bool(at)
    keys = [key for key, value in found.items() if key in _SCRIPTS or _runs(value)]
    for key in keys:
        del found[key]
    return bool(keys)


def _runs(value: Any) -> bool:
    if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        return False
    kind = str(value.get("/S", ""))
    return kind in _RUNS or "/JS" in value or (kind == "/Named" and str(value.get("/N", "")) == "/Print")


def _below(found: Any) -> list[Any]:
    if isinstance(found, pikepdf.Array):
        return list(found)
    return [value for key, value in found.items() if key not in _WITHOUT_ACTIONS]
