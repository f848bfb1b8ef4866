"""No app names another's rows, keys or pages in a string, which goes around the imports."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import DESKS, ROOT, Module, modules

pytestmark = pytest.mark.once

ABOVE = {
    "urls",
    "field_urls",
    "admin",
    "apps",
    "tasks",
    "nightly",
    "tablet_forms",
    "job_tabs",
    "job_facts",
} | {"constraint_sentences", "history_words"}
"""What stands above the rooms: it names the app's own to Django, Celery, the tablets and a job's page."""
SHARED = {"jobs.open_items.keys"}
"""Where the jacket keeps the names that more than one app knows."""
NAMES_AN_APP = re.compile(rf"\b({'|'.join(DESKS)})[.:]")


def _strangers(module: Module) -> set[str]:
    """The desks that a module may not name: all others; in the jacket and on the floor, every one."""
    if module.app in ("jobs", *DESKS) or module.name.startswith("kilowire.floor"):
        return set(DESKS) - {module.app}
    return set()


def test_no_string_names_another_app() -> None:
    wrong = [
        f"{module.path}:{node.lineno} {node.value!r}"
        for module in modules()
        if module.room not in ABOVE and module.name not in SHARED
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if set(NAMES_AN_APP.findall(node.value)) & _strangers(module)
    ]
    assert not wrong


def test_no_template_of_the_jacket_leads_to_a_desk_by_name() -> None:
    """Nor a desk's to another's; what belongs to nobody stands beside their folders and names none."""
    wrong = [
        f"{template.relative_to(ROOT)}: {name}"
        for template in sorted((ROOT / "templates").rglob("*.html"))
        for name in set(NAMES_AN_APP.findall(template.read_text()))
        if name != template.relative_to(ROOT / "templates").parts[0]
    ]
    assert not wrong
