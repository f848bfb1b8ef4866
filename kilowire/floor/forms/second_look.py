"""Values that are possible and yet unlikely: asked about once, then kept with the words that explain them.

A form of this kind has a method ``doubts(given)``, which returns a sentence for each unlikely value. The
words are written into the first line of the history that the act writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django import forms

from kilowire.floor.refusals import Refused

WORDS = "unlikely_because"
ASK = "If it is right, say in a few words why."
_words_of_the_act: ContextVar[str] = ContextVar("words_of_the_act", default="")

Doubts = Callable[[dict[str, Any]], list[str]]


class SecondLook:
    """Asks about the unlikely values of a form; adds the hidden field for the words where there may be some.

    ``further`` finds doubts that the form alone cannot, and may raise ``Refused``.
    """

    def __init__(self, form: forms.BaseForm, further: Doubts | None) -> None:
        self.form = form
        self.finders = [find for find in (further, getattr(form, "doubts", None)) if find]
        if self.finders:
            self._add_field(form)

    def _add_field(self, form: forms.BaseForm) -> None:
        asked = bool(str(form.data.get(WORDS, "")).strip())
        form.fields[WORDS] = forms.CharField(
            label="Why this is right",
            required=False,
            max_length=240,
            widget=forms.TextInput if asked else forms.HiddenInput,
        )

    def before(self, act: Callable[..., object]) -> Callable[..., object]:
        """Return the act that is ``Refused`` once where a value is unlikely and nothing says why."""
        if not self.finders:
            return act

        def looked_at(*, by: object, **given: Any) -> object:
            words = given.pop(WORDS, "")
            doubts = [sentence for find in self.finders for sentence in find(given)]
            if doubts and not words:
                self.form.fields[WORDS].widget = forms.TextInput()
                raise Refused(f"{' '.join(doubts)} {ASK}", field=WORDS)
            with _written_down(words if doubts else ""):
                return act(by=by, **given)

        return looked_at


@contextmanager
def _written_down(words: str) -> Iterator[None]:
    token = _words_of_the_act.set(words)
    try:
        yield
    finally:
        _words_of_the_act.reset(token)


def take_words() -> str:
    """Return the words that explain this act's unlikely values; a second call in one act returns none."""
    words = _words_of_the_act.get()
    if words:
        _words_of_the_act.set("")
    return words
