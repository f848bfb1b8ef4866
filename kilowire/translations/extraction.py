"""Finds every string that a homeowner may read in another language: in Python, in templates, in the survey.

Babel reads Python by itself; for templates and for the survey's files it is given the two functions below.
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
]
ON_PAPER = {
    "assessments/rules/facts.toml": {"sections": "title", "facts": "label"},
    "assessments/survey_forms/*.toml": {"items": "label"},
}
"""Tables of a survey's file and the key in each whose words the site survey prints."""


def template_of(root: Path) -> Catalog:
    """Every message of the source under ``root`` with the files it stands in, not translated yet."""
    found = Catalog()
    for file, _, message, comments, context in extract_from_dir(
        root, METHODS, ON_PAPER, KEYWORDS, COMMENTS, directory_filter=_looked_into(root)
    ):
        found.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return found


def _looked_into(root: Path) -> Callable[[str], bool]:
    """Only the apps and the templates, so that no virtual environment or jacket of files is walked."""

    def look(folder: str) -> bool:
        path = Path(folder).relative_to(root)
        return path.parts[0] in (*APPS, "templates") and path.name not in ("migrations", "__pycache__")

    return look


def from_template(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[Any]:
    """Messages of a Django template, which Django writes as calls of gettext among blanks."""
    calls = "\n".join(line.strip() for line in templatize(file.read().decode()).splitlines())
    return extract_python(io.BytesIO(calls.encode()), keywords, comment_tags, options)


def from_survey(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, str]
) -> Iterator[Any]:
    """The English words in a file of facts or of the survey, of the tables and keys in ``options``."""
    tree = tomllib.loads(file.read().decode())
    return ((0, None, row[key]["en"], []) for table, key in options.items() for row in tree[table])
