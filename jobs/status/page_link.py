"""One entry of the status page that leads to a page of its own. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageLink:
    """Title and sentence in the active language, and the page: its URL name and arguments behind the token.

    ``is_asked``: we ask the homeowner for it; else they may do it if they like. ``by``: until when, in words.
    """

    title: str
    sentence: str
    url_name: str
    args: tuple[int | str, ...] = ()
    by: str = ""
    is_asked: bool = True
