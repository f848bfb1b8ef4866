"""The list of everything that the status page leads to.

A page that wants to stand on the status page adds a source here: a function that gets the facts and yields
its ``PageLink``s. It asks the database nothing, since the status page is drawn once for equal facts. An open
item on the homeowner that has a page of its own is named by the beginning of its key instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jobs.homeowner.their_part import their_part
from jobs.signing.wanted import SIGN
from jobs.status.facts import HomeownerFacts
from jobs.status.page_link import PageLink
from jobs.status.preparing import preparations

Source = Callable[[HomeownerFacts], Iterable[PageLink]]


SOURCES: tuple[Source, ...] = (their_part, preparations)
PAGE_OF_ITEM: dict[str, str] = {SIGN: "homeowner:sign_asked"}
"""Beginning of an open item's key → URL name of the page where it is done, which takes token and pk."""


def page_links(facts: HomeownerFacts) -> list[PageLink]:
    """Return every entry of the status page, in the order of the sources."""
    return [link for source in SOURCES for link in source(facts)]


def page_of_item(key: str) -> str:
    """Return the URL name of the page where this item is done; empty where it has none."""
    return next((name for prefix, name in PAGE_OF_ITEM.items() if key.startswith(prefix)), "")
