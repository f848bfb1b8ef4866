"""What every folder of jobs and kilowire keeps: size, opening sentence, mirrors in the tests, no circle."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.circles import between_folders, circles
from tests.architecture.source import APPS, ROOT, SHELVES, Module, imports, modules

pytestmark = pytest.mark.once

LONGEST_ROOM = 2_000
TABLES = "models"
"""The tables of all rooms stand together, so that this one folder may be longer."""
FRAMEWORKS_FOLDERS = {"management", "migrations", "templatetags"}
"""Where Django looks by itself; what lies there belongs to the rooms."""


def _imported(module: Module, names: dict[str, Module]) -> set[str]:
    """The modules of ours that it imports, each the longest that the dotted name begins with.

    The packages on the way down are left out: Python reads their ``__init__`` for every module inside them.
    """
    found = (_module_of(name, names) for name, _ in imports(module))
    return {name for name in found if name} - {module.name}


def _module_of(name: str, names: dict[str, Module]) -> str:
    while name and name not in names:
        name = name.rpartition(".")[0]
    return name


def _arrows() -> dict[str, set[str]]:
    names = {module.name: module for module in modules()}
    return {module.name: _imported(module, names) for module in modules()}


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert circles(_arrows()) == []


def test_no_folder_imports_itself_by_way_of_others() -> None:
    """Of jobs and kilowire; a desk's folders are layers, which have a test of their own."""
    rooms = {
        module.name: f"{module.app}.{module.room}"
        for module in modules()
        if module.room in _rooms(module.app)
    }
    assert circles(between_folders(_arrows(), rooms)) == []


def _rooms(app: str) -> set[str]:
    """The folders of jobs or of kilowire; a desk has one subject and no rooms."""
    if app not in ("jobs", "kilowire"):
        return set()
    folders = {path.parent.name for path in (ROOT / app).glob("*/__init__.py")}
    return folders - FRAMEWORKS_FOLDERS


def test_the_shelf_is_the_folders_of_the_jacket() -> None:
    assert _rooms("jobs") == set(SHELVES)


def test_a_room_keeps_to_one_subject() -> None:
    lines = Counter[str]()
    for module in modules():
        if module.app == "jobs" and module.room in SHELVES:
            lines[module.room] += module.text.count("\n")
    assert not {room: length for room, length in lines.items() if length > LONGEST_ROOM and room != TABLES}


def _packages_with_a_subject() -> list[Module]:
    """Each app and each room; a folder that is a layer of a room is named by what it is."""
    subjects = {*APPS, *(f"{app}.{room}" for app in APPS for room in _rooms(app))}
    return [module for module in modules() if module.name in subjects]


@pytest.mark.parametrize("package", _packages_with_a_subject(), ids=lambda package: package.name)
def test_a_room_says_in_one_sentence_whose_subject_it_is(package: Module) -> None:
    said = ast.get_docstring(package.tree) or ""
    assert re.fullmatch(r"[A-Z][^.]*\.", said.partition("\n\n")[0].replace("\n", " "))


@pytest.mark.parametrize(
    ("mirror", "app"), [("tests/jobs", "jobs"), ("templates/jobs", "jobs"), ("tests/kilowire", "kilowire")]
)
def test_a_mirror_has_the_folders_of_what_it_mirrors(mirror: str, app: str) -> None:
    assert _folders(mirror) <= _rooms(app) | MIRRORED_BESIDES.get(mirror, set())


MIRRORED_BESIDES = {"tests/kilowire": {"management"}}
"""Commands are a folder of Django's, and are tested like any other."""


def test_a_file_beside_the_rooms_mirrors_a_module_beside_the_rooms() -> None:
    """``tests/jobs/test_admin.py`` for ``jobs/admin.py``; a template belongs to a room."""
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests/jobs").glob("test_*.py")}
    assert not {name for name in tests if not (ROOT / "jobs" / f"{name}.py").is_file()}
    assert not list((ROOT / "templates/jobs").glob("*.html"))


def _folders(place: str) -> set[str]:
    return {path.name for path in (ROOT / place).iterdir() if path.is_dir() and any(_files(path))}


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix in (".py", ".html", ".txt")]
