"""A catalog that marks every string, and what a page says outside of the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from unittest import mock

from django.utils.translation import override, trans_real

OPENS, CLOSES = "⟦", "⟧"
READ_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title", "content")
WORD = re.compile(r"[^\W\d_]{2,}")
"""Two letters and more: units such as A and V, and the letters of a list, are no words."""


@contextmanager
def everything_marked(language: str) -> Iterator[None]:
    """Activate the language with a catalog that gives each string that it has back between two signs."""
    catalog = trans_real.translation(language)
    translated, counted = catalog.gettext, catalog.ngettext
    marks = {
        "gettext": lambda text: _marked(translated(text)) if _has(catalog, text) else text,
        "ngettext": lambda one, many, count: _marked(counted(one, many, count)),
    }
    with mock.patch.multiple(catalog, **marks), override(language):
        yield


def _has(catalog: trans_real.DjangoTranslation, text: str) -> bool:
    return bool(text) and any(text in each for each in catalog._catalog._catalogs)


def _marked(text: str) -> str:
    return f"{OPENS}{text}{CLOSES}"


def unmarked(html: str) -> list[str]:
    """Return each text of the page with a word outside of the marks, without what is inside of them."""
    found = _Texts()
    found.feed(html)
    return [outside for text in found.texts if WORD.search(outside := _outside(text))]


def _outside(text: str) -> str:
    """The text without what stands between marks, however deep."""
    depth, kept = 0, []
    for sign in text:
        depth += (sign == OPENS) - (sign == CLOSES)
        kept.append(sign if depth == 0 and sign != CLOSES else "")
    return " ".join("".join(kept).split())


class _Texts(HTMLParser):
    """Every text that somebody reads or hears, one for each element and attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        given = dict(attrs)
        if tag != "meta" or given.get("name") == "description":
            self.texts += [given[name] or "" for name in READ_ATTRIBUTES if given.get(name)]
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.texts.append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self._open):
            self.texts.append(data)
