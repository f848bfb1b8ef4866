"""Finds every string that a homeowner may read in another language, in Python and in templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

APPS = ("kilowire", "jobs", "assessments", "permits", "utility_requests")
# Where each function's context, string and plural stand among its arguments.
PLACES = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "_": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
LITERAL = r"""u?(?:'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"(?<![\w.])({'|'.join(PLACES)})\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)


@dataclass(frozen=True, order=True)
class Message:
    """What is translated as one: the string, its plural and its context."""

    text: str
    plural: str = ""
    context: str = ""


def found_in(root: Path) -> dict[Message, set[str]]:
    """Every message with the files it stands in."""
    found: dict[Message, set[str]] = {}
    for file in sorted(_files(root)):
        source = file.read_text(encoding="utf-8")
        for message in in_python(source) if file.suffix == ".py" else in_template(source):
            found.setdefault(message, set()).add(str(file.relative_to(root)))
    return found


def _files(root: Path) -> Iterator[Path]:
    for app in APPS:
        yield from (file for file in (root / app).rglob("*.py") if "migrations" not in file.parts)
    for folder in (root / "templates", *(root / app / "templates" for app in APPS)):
        yield from (file for file in folder.rglob("*") if file.suffix in (".html", ".txt", ".svg"))


def in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in PLACES:
            literals = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            yield from _message(name, [literal for literal in literals if isinstance(literal, str)])


def in_template(source: str) -> Iterator[Message]:
    for name, literals in CALL.findall(templatize(source)):
        yield from _message(
            name, [ast.literal_eval(literal) for literal in re.findall(LITERAL, literals, re.DOTALL)]
        )


def _message(name: str, literals: list[str]) -> Iterator[Message]:
    context, text, plural = PLACES[name]
    if len(literals) > max(place for place in (context, text, plural) if place is not None):
        yield Message(
            text=literals[text],
            plural=literals[plural] if plural is not None else "",
            context=literals[context] if context is not None else "",
        )
