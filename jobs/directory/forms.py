"""Admin forms of the directory: they accept only calendars that exist, weekdays and dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from kilowire.floor.calendars import CALENDARS, weekdays_named
from kilowire.floor.forms.rows import RowForm


class DaysField(forms.CharField):
    """Days as they are typed, with blanks or commas between; cleaned to a list of ISO texts."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        try:
            return [
                date.fromisoformat(day).isoformat() for day in re.findall(r"[^\s,;\[\]\"']+", value or "")
            ]
        except ValueError:
            raise forms.ValidationError("Write each day as 2026-11-26, with a comma between two.") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data


class CalendarForm(RowForm):
    """A row with its own business days; a wrong value would break the pages of every job that uses it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("closed_days", "open_days"):
            if name in self.fields:
                words = self.fields[name].help_text
                self.fields[name] = DaysField(required=False, help_text=words)
        if "calendar" in self.fields:
            names = [(name, name) for name in sorted(CALENDARS)]
            self.fields["calendar"] = forms.ChoiceField(
                choices=names, help_text="Whose holidays are kept, before the days below."
            )

    def clean_closed_weekdays(self) -> str:
        text = self.cleaned_data["closed_weekdays"]
        try:
            closed = weekdays_named(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        if len(closed | {5, 6}) == len(range(7)):
            raise forms.ValidationError("One day of the week must stay open.")
        return text
