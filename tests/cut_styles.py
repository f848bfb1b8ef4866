"""Cut from a style sheet what no page of the app can use: rules of classes that nobody names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import tinycss2

STRINGS = re.compile(r'"[^"\n]*"|`[^`]*`')
NAME = re.compile(r"[A-Za-z_][\w-]*")
NAME_BEGUN = re.compile(r"([A-Za-z][\w-]*-)\$\{")
READ = re.compile(r"var\(\s*(--[\w-]+)")
SET = re.compile(r"(?<=[{;])(--[\w-]+):[^;{}]*(?:;|(?=\}))")
NESTED = {"media", "supports", "layer", "container"}


@dataclass(frozen=True)
class Names:
    """What scripts and templates name in their strings: whole, and begun (`mark-${kind}`)."""

    whole: frozenset[str]
    begun: tuple[str, ...]

    @classmethod
    def of(cls, sources: Collection[str]) -> Names:
        said = [string for source in sources for string in STRINGS.findall(source)]
        return cls(
            frozenset(name for string in said for name in NAME.findall(string)),
            tuple(sorted({name for string in said for name in NAME_BEGUN.findall(string)})),
        )

    def __contains__(self, name: str) -> bool:
        return name in self.whole or name.startswith(self.begun)


def cut(sheet: str, names: Names) -> str:
    """Return the sheet without selectors of classes that nobody names.

    Custom properties that nothing reads any more go with them. A class that a script puts together from other
    pieces than a beginning with a hyphen is not found: ``test_field_looks`` compares with the whole sheet.
    """
    kept = "".join(_rules(tinycss2.parse_stylesheet(sheet, skip_comments=True), names))
    while (shorter := _without_unread_properties(kept)) != kept:
        kept = shorter
    return kept


def _rules(nodes: Collection[Any], names: Names) -> Iterator[str]:
    for node in nodes:
        if node.type == "qualified-rule":
            if selectors := [each for each in _selectors(node.prelude) if _may_match(each, names)]:
                block = tinycss2.serialize(node.content)
                yield f"{','.join(tinycss2.serialize(each).strip() for each in selectors)}{{{block}}}"
        elif node.type == "at-rule" and node.lower_at_keyword in NESTED and node.content is not None:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            if rules := "".join(_rules(inner, names)):
                yield f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{rules}}}"
        elif node.type == "at-rule":
            yield node.serialize()


def _selectors(prelude: Collection[Any]) -> list[list[Any]]:
    found: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def _may_match(selector: list[Any], names: Names) -> bool:
    """Whether every class outside of functions such as ``:not()`` is named."""
    pairs = pairwise(selector)
    classes = [token.value for before, token in pairs if before == "." and token.type == "ident"]
    return all(name in names for name in classes)


def _without_unread_properties(sheet: str) -> str:
    read = set(READ.findall(sheet))
    return SET.sub(lambda found: found[0] if found[1] in read else "", sheet)
