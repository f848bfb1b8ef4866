"""Who may import whom: desks never each other, the jacket no desk, inside an app only leftwards."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import DESKS, LAYERS, SHELVES, Module, functions, imports, modules

pytestmark = pytest.mark.once

COUNTER = {
    "road", "models", "directory", "history", "job_page", "milestones", "open_items", "agreeing", "papers",
    "photos", "people", "search", "signing", "tablet", "notices",
}  # fmt: skip
"""The rooms that a desk may use: everything else is the jacket's own business."""
FLOOR = ("kilowire.floor", "kilowire.models")
"""What every app stands on; the rest of the building sees the apps and is seen by none."""
ABOVE_THE_ROOMS = {
    "urls", "field_urls", "admin", "apps", "nightly", "tasks", "tablet_forms", "job_tabs", "job_facts",
    "constraint_sentences",
    "row_rules",
    "history_words",
    "job_files",
    "signed_papers",
    "templatetags",
    "management",
}  # fmt: skip

ROOMS = ("", *LAYERS[1:])
"""A desk has one subject, so that its layers are its rooms."""
NOT_IN_LINE = {"migrations", "management", "admin", "apps", "nightly", "templatetags"}


def _is_floor(name: str) -> bool:
    return any(name == floor or name.startswith(f"{floor}.") for floor in FLOOR)


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
    assert not _wrong(lambda module, name: _is_floor(module.name) and name.split(".")[0] in above)


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


def test_inside_a_desk_imports_point_left() -> None:
    def to_the_right(module: Module, name: str) -> bool:
        if module.app not in DESKS:
            return False
        mine, theirs = _place(module.name), _place(name) if name.startswith(f"{module.app}.") else None
        return mine is not None and theirs is not None and theirs > mine

    assert not _wrong(to_the_right)


def _room(name: str) -> str:
    return (*name.split("."), "")[1] if name.startswith("jobs.") else ""


def test_a_room_imports_only_rooms_at_its_left() -> None:
    def to_the_right(module: Module, name: str) -> bool:
        mine, theirs = _room(module.name), _room(name)
        return mine in SHELVES and theirs in SHELVES and SHELVES.index(theirs) > SHELVES.index(mine)

    assert not _wrong(to_the_right)


def test_every_room_has_its_place_on_the_shelf() -> None:
    rooms = {module.room for module in modules() if module.app == "jobs"}
    assert rooms - {"", "database_guards", *ABOVE_THE_ROOMS} == set(SHELVES)


def test_no_room_imports_what_stands_above_the_rooms() -> None:
    def upwards(module: Module, name: str) -> bool:
        return module.app == "jobs" and module.room in SHELVES and _room(name) in ABOVE_THE_ROOMS

    assert not _wrong(upwards)


def test_a_desk_stays_at_the_counter() -> None:
    def past_the_counter(module: Module, name: str) -> bool:
        return module.app in DESKS and name.startswith("jobs.") and _room(name) not in COUNTER

    assert not _wrong(past_the_counter)


def test_apps_stand_on_the_floor_alone() -> None:
    def to_the_roof(module: Module, name: str) -> bool:
        return module.app != "kilowire" and name.startswith("kilowire.") and not _is_floor(name)

    assert not _wrong(to_the_roof)


def test_the_floor_leans_on_nothing() -> None:
    def elsewhere(module: Module, name: str) -> bool:
        return _is_floor(module.name) and name.startswith("kilowire.") and not _is_floor(name)

    assert not _wrong(elsewhere)


def _layer(name: str) -> int | None:
    found = next((m for m in modules() if m.name == name or m.name == name.rpartition(".")[0]), None)
    return LAYERS.index(found.layer) if found else None


def test_layers_point_left() -> None:
    def to_the_right(module: Module, name: str) -> bool:
        if module.app != "jobs" or not name.startswith("jobs."):
            return False
        if module.room in ABOVE_THE_ROOMS or _room(name) in ABOVE_THE_ROOMS:
            return False
        theirs = _layer(name)
        return theirs is not None and theirs > LAYERS.index(module.layer)

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
    assert named == {"kilowire/floor/pdf.py"}


def test_only_the_child_that_seals_loads_pyhanko() -> None:
    """It costs 45 MB, which neither a process that serves pages nor a worker holds."""
    loads = {m.name for m in modules() for name, _ in imports(m) if name.startswith("pyhanko")}
    assert loads == {"kilowire.floor.sealing.program"}
    assert not _wrong(lambda module, name: bool(_beginnings(name) & loads))


DECODERS = {"PIL", "pikepdf", "pypdfium2", "pillow_heif"}
PAINTS = "kilowire.demo."  # makes the pictures of the demo by itself
OPENS_NO_FILE = {
    "kilowire.floor.pdf": "switches off what the PDF engine sets in Pillow",
    "kilowire.floor.files.photo_times": "reads the time in a table that is open already",
}


def test_what_people_sent_is_opened_in_a_child_alone() -> None:
    """The modules that name a decoder are imported by one another and by the child, and by nobody else."""
    opens = {m.name for m in modules() for name, _ in imports(m) if name.split(".")[0] in DECODERS}
    opens = {name for name in opens if not name.startswith(PAINTS)} - set(OPENS_NO_FILE)
    opens |= {m.name for m in modules() if "load_workbook" in m.text}
    assert len(opens) >= 6
    may_import = {*opens, "kilowire.floor.files.tables", "kilowire.floor.sandbox.child"}
    wrong = _wrong(lambda module, name: module.name not in may_import and bool(_beginnings(name) & opens))
    assert not wrong


def _beginnings(name: str) -> set[str]:
    """The dotted name, and those of the packages above it."""
    return {name, name.rpartition(".")[0]}


def test_pure_modules_know_no_database() -> None:
    pure = (
        "jobs.road.stages",
        "jobs.road.paper_kinds",
        "jobs.warranty.terms",
        "jobs.agreement.deposits",
        "jobs.closeout.package",
        "jobs.road.lights",
        "jobs.road.sentences",
        "assessments.eligibility",
        "assessments.facts",
        "jobs.directory.charging",
        "utility_requests.readiness",
        "utility_requests.tariffs",
        "kilowire.floor.calendars",
        "permits.clocks",
        "utility_requests.typical_time",
        "jobs.road.job_tabs",
        "jobs.open_items.keys",
        "jobs.open_items.wanted",
        "assessments.wanted",
        "permits.item_facts",
        "permits.wanted",
        "permits.inspection_wanted",
        "utility_requests.standing",
        "utility_requests.wanted",
    )
    assert not _wrong(lambda module, name: module.name in pure and name.startswith("django.db"))


def test_signals_are_left_alone() -> None:
    """Allowed are post_migrate, which puts the database's guards back, Celery's and the mail provider's."""
    allowed = {
        "django.db.models.signals.post_migrate",
        "celery.signals.beat_init",
        "celery.signals.setup_logging",
        "anymail.signals.inbound",
        "anymail.signals.tracking",
    }
    assert not _wrong(lambda _, name: ".signals" in name and name not in allowed and "allauth" not in name)
