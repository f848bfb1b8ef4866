"""What somebody else changed while a page lay open: what the page showed before does not overwrite it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from kilowire.floor.bases import base_of

NAME = "bases"


class Meanwhile:
    """The tokens that a page carried against those that stand now; ``standing`` are the plain values."""

    def __init__(self, form: forms.BaseForm, standing: Mapping[str, Any]) -> None:
        self.form = form
        self.now = {name: base_of(plain) for name, plain in standing.items()}
        form.fields[NAME] = forms.CharField(
            required=False, max_length=20_000, widget=forms.HiddenInput, initial=json.dumps(self.now)
        )
        self.then = self._carried()

    def was_left_alone(self, name: str, typed: Any, shown: str) -> bool:
        """Whether the person left a field that somebody else changed; refused once where both changed it."""
        if not self.came_between(name, typed):
            return False
        if self.shows_as_before(name, typed):
            return True
        self.has_been_seen(name)
        words = f"Somebody else changed this meanwhile: it is now “{shown}”. Look again, then save."
        raise ValidationError(words, code=name)

    def came_between(self, name: str, typed: Any) -> bool:
        """Whether somebody else changed the field, and to something else than what was typed."""
        then, now = self.then.get(name), self.now[name]
        return then is not None and then != now and base_of(typed) != now

    def shows_as_before(self, name: str, typed: Any) -> bool:
        return base_of(typed) == self.then[name]

    def has_been_seen(self, name: str) -> None:
        """The page that says so carries the new token: saved again, the person's word stands."""
        self.then[name] = self.now[name]
        data = cast(QueryDict, self.form.data).copy()
        data[NAME] = json.dumps(self.then)
        self.form.data = data

    def _carried(self) -> dict[str, str]:
        """None where the page carried none, or something else."""
        try:
            carried = json.loads(self.form.data.get(NAME) or "{}")
        except ValueError:
            return {}
        return carried if isinstance(carried, dict) else {}
