"""The message catalog of a language: the text file that a translator edits, and the compiled one.

The compiled file is part of the repository, so both must be the same on every machine: lines are neither
wrapped nor numbered, and the header has no dates and versions.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
HEAD, PLURALS = ("Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"), "Plural-Forms"
COMMENT = "# Written by manage.py translations: only the msgstr lines are yours to edit."


class RepeatableCatalog(Catalog):
    """A catalog whose header has no dates and versions."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        headers = dict(super()._get_mime_headers())
        return [*((name, headers[name]) for name in HEAD), (PLURALS, f"{headers[PLURALS]}\n")]


def read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_to(template: Catalog, known: Catalog) -> Catalog:
    """Return the catalog with the template's messages: removed ones dropped, new ones untranslated."""
    brought = RepeatableCatalog(known.locale)
    for message in known:  # the first is the header, with the plural forms that the translations use
        brought[message.id] = message
    brought.header_comment, brought.fuzzy = COMMENT, False
    brought.update(template, no_fuzzy_matching=True)
    return brought


def faults(catalogue: Catalog) -> list[str]:
    """Return what is wrong with the catalog: missing translations, and lost placeholders."""
    found = []
    for message in catalogue:
        if not message.id:
            continue
        said, translated = forms(message.id), forms(message.string)
        if message.fuzzy or not all(translated):
            found.append(f"not translated: {said[0]!r}")
        elif _place_holders(translated[-1]) != _place_holders(said[-1]):
            found.append(f"other place holders: {said[0]!r}")
    return found


def forms(words: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return singular and plural; one text alone where there is no plural."""
    return (words or "",) if words is None or isinstance(words, str) else tuple(words)


def _place_holders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def as_text(catalogue: Catalog) -> bytes:
    """Return the text file that a translator edits, sorted by the English text."""
    file = io.BytesIO()
    write_po(file, catalogue, width=0, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return the binary form that Python's gettext reads."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()
