"""Extracts the strings to translate from Python, templates and the survey's files.

Babel reads Python by itself; for templates and the survey's files it uses the two functions below.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from django.utils.translation.template import templatize

APPS = ("kilowire", "jobs", "assessments", "permits", "utility_requests")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENTS = ("Translators:",)
TEMPLATE, SURVEY = f"{__name__}:from_template", f"{__name__}:from_survey"
METHODS = [
    *((f"{app}/**.py", "python") for app in APPS),
    *((f"templates/**.{suffix}", TEMPLATE) for suffix in ("html", "txt", "svg")),
    ("assessments/rules/facts.toml", SURVEY),
    ("assessments/survey_forms/*.toml", SURVEY),
    ("assessments/rules/*/*.toml", SURVEY),
]
ON_PAPER = {
    "assessments/rules/facts.toml": {
        "sections": "title",
        "facts": "label choices",
        "sources": "label",
        "words": "",
    },
    "assessments/survey_forms/*.toml": {"items": "label"},
    "assessments/rules/*/*.toml": {"rules": "title holds source otherwise.message otherwise.fix"},
}
"""Tables of a survey's file, and the keys of each whose texts a paper prints; none: all of its texts."""


def template_of(root: Path) -> Catalog:
    """Return a catalog of every message under ``root`` with the files that use it, untranslated."""
    found = Catalog()
    for file, _, message, comments, context in extract_from_dir(
        root, METHODS, ON_PAPER, KEYWORDS, COMMENTS, directory_filter=_directory_filter(root)
    ):
        found.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return found


def _directory_filter(root: Path) -> Callable[[str], bool]:
    """Return a filter that admits the apps and the templates, but no virtual environment or stored files."""

    def look(folder: str) -> bool:
        path = Path(folder).relative_to(root)
        return path.parts[0] in (*APPS, "templates") and path.name not in ("migrations", "__pycache__")

    return look


def from_template(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[Any]:
    """Extract the messages of a Django template, which Django turns into calls of gettext among blanks."""
    calls = "\n".join(line.strip() for line in templatize(file.read().decode()).splitlines())
    return extract_python(io.BytesIO(calls.encode()), keywords, comment_tags, options)


def from_survey(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, str]
) -> Iterator[Any]:
    """Extract the English text from a file of facts or of the survey: the tables and keys in ``options``."""
    tree = tomllib.loads(file.read().decode())
    return (
        (0, None, text, [])
        for table, keys in options.items()
        for path in keys.split() or [""]
        for text in _english(tree[table], [key for key in path.split(".") if key])
    )


def _english(found: Any, path: list[str]) -> Iterator[str]:
    """Yield each English text at the end of the path, through lists on its way."""
    if isinstance(found, list):
        for each in found:
            yield from _english(each, path)
    elif path:
        yield from _english(found.get(path[0], []), path[1:])
    elif isinstance(found, str):
        yield found
    elif "en" in found:
        yield found["en"]
    else:
        yield from _english(list(found.values()), [])
