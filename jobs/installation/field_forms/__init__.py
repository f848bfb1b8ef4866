"""The tablet forms of installation and staging, in the shape that the tablet shows. Pure."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

INSTALLATION, STAGING = "installation", "staging"
NEWEST = {INSTALLATION: "installation-2026-11", STAGING: "staging-2026-11"}
SOURCES = {
    "site": {"en": "Seen on site", "es": "Visto en el lugar"},
    "standard": {"en": "Our standard build", "es": "Nuestra instalación estándar"},
}
WORDS = {
    "yes": {"en": "Yes", "es": "Sí"},
    "no": {"en": "No", "es": "No"},
    "none": {"en": "None", "es": "Ninguno"},
    "unknown": {"en": "Not known", "es": "No se sabe"},
}


@cache
def _read(name: str) -> dict[str, Any]:
    form = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text())
    for item in form["items"].values():
        for empty in ("asked_when", "required_unless", "sources"):
            item.setdefault(empty, [])
        item.setdefault("required", False)
    for slot in form["slots"].values():
        for empty in ("asked_when", "required_unless", "rules"):
            slot.setdefault(empty, [])
    form |= {"post": f"/field/jobs/{{job}}/{form['kind']}/{{id}}/", "sources": SOURCES, "words": WORDS}
    return {"cards": [], "suggests": [], "signatures": [], **form}


def form_of(kind: str) -> dict[str, Any]:
    """Return the newest form of this kind, in the shape that the tablet shows."""
    return deepcopy(_read(NEWEST[kind]))


def columns_of(kind: str) -> dict[str, dict[str, Any]]:
    """Return the items that fill a column of the record, by name."""
    return {name: item for name, item in _read(NEWEST[kind])["items"].items() if item["keeps"] == "column"}


def items_of(kind: str) -> dict[str, dict[str, Any]]:
    """Return all items of the newest form of this kind, by name."""
    return _read(NEWEST[kind])["items"]


def slots_of(kind: str) -> tuple[str, ...]:
    """Return the photo slots of the newest form of this kind."""
    return tuple(_read(NEWEST[kind])["slots"])
