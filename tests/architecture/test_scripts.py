"""What our JavaScript modules keep: size, an opening sentence, and the order of the tablet app's folders."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.architecture.circles import between_folders, circles
from tests.architecture.scripts import FIELD, MENTIONED, READ, STATIC, Script, scripts

pytestmark = pytest.mark.once

SHELVES = (
    "base", "rules", "device", "drafts", "send", "photos", "form", "shell", "pages", "app.js",
)  # fmt: skip
"""The folders of the tablet's app, from left to right: a module imports its own and those at its left."""
LONGEST_SCRIPT = 150

of_each = pytest.mark.parametrize("script", scripts(), ids=lambda script: script.path)


@cache
def _arrows() -> dict[str, list[str]]:
    return {script.path: script.imports for script in scripts()}


@of_each
def test_a_script_stays_short_and_evaluates_nothing(script: Script) -> None:
    assert len(script.text.splitlines()) <= LONGEST_SCRIPT
    assert not re.search(r"\beval\(|new Function|innerHTML|https?://", script.text)


@of_each
def test_a_script_opens_with_a_sentence_of_what_it_is_for(script: Script) -> None:
    comment = re.match(r"(?:// [^\n]*\n)+", script.text)
    assert comment
    assert re.match(r"// [A-Z\"].*?[.!?](?:\s|$)", comment[0].replace("\n// ", " "))


@of_each
def test_every_import_can_be_read_and_names_a_file(script: Script) -> None:
    read = [match for pattern in READ for match in pattern.findall(script.code)]
    assert len(read) == len(MENTIONED.findall(script.code))
    assert [address for address in read if not address.startswith(".")] == []
    assert [path for path in script.imports if not (STATIC / path).is_file()] == []


def test_no_script_imports_itself_by_way_of_others() -> None:
    assert circles(_arrows()) == []


def test_no_folder_of_the_tablets_app_imports_itself_by_way_of_others() -> None:
    rooms = {script.path: script.room for script in scripts() if script.path.startswith(FIELD)}
    assert circles(between_folders(_arrows(), rooms)) == []


def test_every_folder_of_the_tablets_app_has_its_place_on_the_shelf() -> None:
    assert {script.room for script in scripts() if script.path.startswith(FIELD)} == set(SHELVES)


def test_the_tablets_app_imports_only_leftwards() -> None:
    rooms = {script.path: script.room for script in scripts() if script.path.startswith(FIELD)}
    place = SHELVES.index
    wrong = [
        f"{path} imports {target}"
        for path, room in rooms.items()
        for target in _arrows()[path]
        if target in rooms and place(rooms[target]) > place(room)
    ]
    assert wrong == []


def test_the_pages_scripts_and_the_tablets_app_do_not_meet() -> None:
    """The app is served as one set of files under one version: nothing outside of it is loaded."""
    wrong = [
        f"{path} imports {target}"
        for path, targets in _arrows().items()
        for target in targets
        if target.startswith("js/") and target.startswith(FIELD) != path.startswith(FIELD)
    ]
    assert wrong == []
