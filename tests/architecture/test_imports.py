"""Who may import whom: desks never each other, the jacket no desk, inside an app only leftwards."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import DESKS, Module, functions, imports, modules

pytestmark = pytest.mark.once

ROOF = {
    "kilowire.settings",
    "kilowire.urls",
    "kilowire.celery",
    "kilowire.wsgi",
    "kilowire.navigation",
    "kilowire.style",
    "kilowire.tablet",
    "kilowire.health",
    "kilowire.watch",
}
"""Modules of the building that see every desk, beside its management commands."""

# Left to right: a room imports only rooms at its left.
ROOMS = ("", "models", "outbox", "tasks", "services", "forms", "views", "urls")
NOT_IN_LINE = {"migrations", "management", "admin", "apps", "nightly", "templatetags"}


def _is_roof(module: Module) -> bool:
    return module.name in ROOF or module.name.startswith(("kilowire.management", "kilowire.demo"))


def _wrong(offends) -> list[str]:  # type: ignore[no-untyped-def]
    return [
        f"{module.path}:{line} imports {name}"
        for module in modules()
        for name, line in imports(module)
        if offends(module, name)
    ]


def test_no_desk_opens_another_desks_drawer() -> None:
    others = {desk: tuple(f"{other}." for other in DESKS if other != desk) for desk in DESKS}
    assert not _wrong(lambda module, name: module.app in DESKS and name.startswith(others[module.app]))


def test_the_jacket_opens_nobodys_drawer() -> None:
    assert not _wrong(lambda module, name: module.app == "jobs" and name.split(".")[0] in DESKS)


def test_the_floor_knows_nobody_who_stands_on_it() -> None:
    above = ("jobs", *DESKS)
    assert not _wrong(
        lambda module, name: module.app == "kilowire" and not _is_roof(module) and name.split(".")[0] in above
    )


def _place(name: str) -> int | None:
    """Where a module of an app stands in the line; None where it is out of line.

    A module with a name of its own stands as far right as what it imports: pure ones first.
    """
    app, room = (*name.split("."), "")[:2]
    if room in NOT_IN_LINE:
        return None
    room = "urls" if room.endswith("_urls") else room
    if room in ROOMS:
        return ROOMS.index(room)
    own = next((m for m in modules() if m.name == f"{app}.{room}"), None)
    if own is None:
        return 0
    rooms = {imported.split(".")[1] for imported, _ in imports(own) if imported.startswith(f"{app}.")}
    return max((ROOMS.index(each) for each in rooms if each in ROOMS), default=0)


def test_inside_an_app_imports_point_left() -> None:
    def to_the_right(module: Module, name: str) -> bool:
        if module.app == "kilowire":
            return False
        mine, theirs = _place(module.name), _place(name) if name.startswith(f"{module.app}.") else None
        return mine is not None and theirs is not None and theirs > mine

    assert not _wrong(to_the_right)


def test_nobody_imports_what_the_clock_drives() -> None:
    assert not _wrong(lambda _, name: "nightly" in name.split("."))


def test_nothing_is_imported_inside_a_function() -> None:
    inside = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for function in functions(module)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not inside


def test_only_the_pdf_engine_names_weasyprint() -> None:
    named = {m.path for m in modules() if "weasyprint" in m.text.casefold() and m.name != "kilowire.settings"}
    assert named == {"kilowire/pdf.py"}


def test_pure_modules_know_no_database() -> None:
    pure = (
        "jobs.stages",
        "jobs.paper_kinds",
        "jobs.warranty_terms",
        "jobs.deposits",
        "jobs.package",
        "jobs.lights",
        "jobs.sentences",
        "assessments.eligibility",
        "assessments.facts",
        "assessments.charging",
        "utility_requests.readiness",
        "utility_requests.tariffs",
        "kilowire.calendars",
        "kilowire.clocks",
    )
    assert not _wrong(lambda module, name: module.name in pure and name.startswith("django.db"))


def test_signals_are_left_alone() -> None:
    """post_migrate aside, which puts the database's own guards back, and Celery's own start-up bells."""
    allowed = {
        "django.db.models.signals.post_migrate",
        "celery.signals.beat_init",
        "celery.signals.setup_logging",
    }
    assert not _wrong(lambda _, name: ".signals" in name and name not in allowed and "allauth" not in name)
