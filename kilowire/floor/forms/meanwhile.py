"""Detects fields that somebody else changed while a page was open, by tokens in a hidden field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from kilowire.floor.bases import base_of
from kilowire.floor.json_bodies import plain_json

NAME = "bases"


class Meanwhile:
    """The tokens of a posted page and those of the saved values, which ``standing`` gives as plain values."""

    def __init__(self, form: forms.BaseForm, standing: Mapping[str, Any]) -> None:
        self.form = form
        self.now = {name: base_of(plain) for name, plain in standing.items()}
        form.fields[NAME] = forms.CharField(
            required=False, max_length=20_000, widget=forms.HiddenInput, initial=json.dumps(self.now)
        )
        self.then = self._posted_tokens()

    def was_left_alone(self, name: str, typed: Any, shown: str) -> bool:
        """Return whether only somebody else changed a field; raise ``ValidationError`` once if both did."""
        if not self.came_between(name, typed):
            return False
        if self.shows_as_before(name, typed):
            return True
        self.has_been_seen(name)
        words = f"Somebody else changed this meanwhile: it is now “{shown}”. Look again, then save."
        raise ValidationError(words, code=name)

    def came_between(self, name: str, typed: Any) -> bool:
        """Return whether somebody else changed the field, to another value than the one typed."""
        then, now = self.then.get(name), self.now[name]
        return then is not None and then != now and base_of(typed) != now

    def shows_as_before(self, name: str, typed: Any) -> bool:
        return base_of(typed) == self.then[name]

    def has_been_seen(self, name: str) -> None:
        """Put the new token into the page that shows the error, so that saving again is accepted."""
        self.then[name] = self.now[name]
        data = cast(QueryDict, self.form.data).copy()
        data[NAME] = json.dumps(self.then)
        self.form.data = data

    def _posted_tokens(self) -> dict[str, str]:
        """Return the tokens of the posted page; empty where it has none or invalid ones."""
        try:
            carried = plain_json((self.form.data.get(NAME) or "{}").encode())
        except ValueError:
            return {}
        return carried if isinstance(carried, dict) else {}
