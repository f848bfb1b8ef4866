"""The product's own Python files as syntax trees, read once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("kilowire", "jobs", "assessments", "permits", "utility_requests")
DESKS = ("assessments", "permits", "utility_requests")
LAYERS = ("rules", "models", "outbox", "tasks", "services", "forms", "views", "urls")
"""From left to right: a module imports only what stands at its left or beside it."""
SHELVES = (
    "road", "models", "directory", "search", "outbox", "job_page", "history", "notices", "open_items",
    "agreeing", "papers", "signing", "milestones", "photos", "people", "inbox", "agreement", "intake",
    "tablet", "brought_in", "put_aside", "warranty", "appointments", "closeout", "installation",
    "holds", "imports", "status", "homeowner", "from_homeowner", "day_pack", "glossary", "office", "today",
)  # fmt: skip
"""The rooms of the jacket, from left to right: a room imports only rooms at its left."""
ONE_LAYER = {"road": "rules", "job_page": "views"}
"""Rooms of one layer."""


@dataclass(frozen=True)
class Module:
    """One file: its dotted name, its place under the root, its text and its tree."""

    name: str
    path: str
    text: str
    tree: ast.Module

    @property
    def app(self) -> str:
        return self.name.partition(".")[0]

    @property
    def layer(self) -> str:
        """What it is: ``services`` for ``jobs.intake.services.intake``; a rule where no part says."""
        parts = (part if not part.endswith("_urls") else "urls" for part in self.name.split(".")[1:])
        named = (part for part in parts if part in LAYERS)
        return next(named, ONE_LAYER.get(self.room, "rules"))

    @property
    def room(self) -> str:
        """Whose subject it is: ``intake`` for ``jobs.intake.services.intake``."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else ""


@lru_cache
def modules() -> tuple[Module, ...]:
    return tuple(_read(path) for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if _ours(path))


def _ours(path: Path) -> bool:
    return "migrations" not in path.parts


def _read(path: Path) -> Module:
    place = path.relative_to(ROOT)
    dotted = ".".join(place.with_suffix("").parts).removesuffix(".__init__")
    text = path.read_text()
    return Module(dotted, str(place), text, ast.parse(text))


def imports(module: Module) -> Iterator[tuple[str, int]]:
    """Dotted names that the module imports, with the line; ``from a import b`` gives ``a.b`` and ``a``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def functions(module: Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef))


def calls(module: Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    """``save`` for ``job.save(…)``, ``locked`` for ``locked(job)``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
