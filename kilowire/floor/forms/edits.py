"""Forms that edit saved values without overwriting another user's changes unseen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms

from kilowire.floor.days import spoken_day
from kilowire.floor.forms.meanwhile import NAME, Meanwhile

NOTHING = "nothing"
LOOK_AGAIN = "Look again, then save."


class Edits(forms.BaseForm):
    """Mixin of a form that edits saved values; the first base class, with the saved values as ``initial``.

    A field that somebody else changed while the page was open gets an error once. Left unchanged by this user
    it then shows the new value, otherwise it keeps what was typed; saved again, the form is taken as shown.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edited = {
            name: field for name, field in self.fields.items() if not isinstance(field, forms.FileField)
        }
        standing = {name: _plain(field, self.initial.get(name)) for name, field in edited.items()}
        self.meanwhile = Meanwhile(self, standing)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.pop(NAME, None)
        for name in [name for name in self.meanwhile.now if name in self.cleaned_data]:
            typed = _plain(self.fields[name], self.cleaned_data[name])
            if self.meanwhile.came_between(name, typed):
                self.add_error(name, self._what_came_between(name, typed))
        return super().clean() or self.cleaned_data

    def _what_came_between(self, name: str, typed: Any) -> str:
        field, stands = self.fields[name], self.initial.get(name)
        was_left_alone = self.meanwhile.shows_as_before(name, typed)
        self.meanwhile.has_been_seen(name)
        if was_left_alone:
            _show(self.data, self.add_prefix(name), field.prepare_value(stands))
            return f"Somebody else changed this meanwhile: here is what it is now. {LOOK_AGAIN}"
        now = _in_words(field, stands)
        return f"Somebody else changed this meanwhile: it is now “{now}”. {LOOK_AGAIN}"


def _plain(field: forms.Field, value: Any) -> Any:
    """Normalize a value, so that a saved and a typed one can be compared; None for no value."""
    value = field.prepare_value(value)
    if isinstance(value, list | tuple):
        return sorted(map(str, value)) or None
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return None if value is None else str(value).replace("\r\n", "\n").strip() or None


def _show(data: Any, name: str, value: Any) -> None:
    """Make the bound form show this value instead of the posted one."""
    if isinstance(value, list | tuple):
        data.setlist(name, value)
    else:
        data[name] = "" if value is None else value


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField):
        found = field.to_python(field.prepare_value(value))
        return field.label_from_instance(found) if found else NOTHING
    if isinstance(field, forms.MultipleChoiceField):
        return _labels(field, value or ())
    if isinstance(field, forms.ChoiceField):
        return _labels(field, [value])
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return spoken_day(value)
    return str(field.prepare_value(value) or NOTHING)


def _labels(field: forms.ChoiceField, values: Iterable[Any]) -> str:
    choices = cast("Iterable[tuple[Any, Any]]", field.choices)
    labels = {str(value): str(label) for value, label in choices}
    return ", ".join(labels.get(str(value), NOTHING) for value in values) or NOTHING
