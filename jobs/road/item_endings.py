"""Which open items end by the act that they offer, and which by a written word. Pure."""

from __future__ import annotations

SAID_DONE = "jobs.said_done:"
"""Prefix of what the homeowner says is done; the open item follows, and ends this one when it ends."""

SAYS = "jobs.says:"
"""Prefix of what the homeowner told or asked us, and no act of ours ends by itself."""

TYPED = ("jobs.photo:", "jobs.retake:")
"""Prefixes of items that an app opens with words in them that somebody typed."""

ADAPTER_SEEN = "jobs.adapter_seen"
"""Look into an adapter that was seen on site and is not the one on file."""

REOPENED = "jobs.reopened"
"""Look through what ended when the job was cancelled, which goes ahead after all."""


def is_in_our_words(key: str) -> bool:
    """Whether an app wrote what is asked, in words that are ours; else somebody typed it, or a part."""
    return bool(key) and not key.startswith(TYPED)


def ends_by_act(key: str, *, unwinds: bool) -> bool:
    """Return whether an item ends by the act that it offers, and never by hand.

    An item that a person added has no key; it ends by a written word, as do what a cancelled job leaves to
    undo and the few that no act of ours can end.
    """
    return bool(key) and not unwinds and not key.startswith((SAID_DONE, SAYS, ADAPTER_SEEN, REOPENED))
