"""Refused: "not now", in one sentence for the person who asked, and how a page repeats it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django import forms


class Refused(Exception):
    """The act may not be done now; ``str()`` is one sentence naming what is missing and who supplies it.

    ``field`` names the form field that the sentence belongs to, where there is one.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class StillMissing(Refused):
    """Files that a form names have not come; ``ids`` says which, so that they are sent again before it."""

    def __init__(self, sentence: str, ids: Sequence[str]) -> None:
        super().__init__(sentence)
        self.ids = tuple(ids)


class Incomplete(Refused):
    """A file did not arrive as it was sent; the same file may be sent again."""


class TooLarge(Refused):
    """More than the site takes at once."""


@contextmanager
def refusals_shown_on(form: forms.BaseForm) -> Iterator[None]:
    """Put a refusal on the form, so that nothing typed is lost and the page answers 422."""
    try:
        yield
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
