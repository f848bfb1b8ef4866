"""Admin forms of the directory: they accept only calendars that exist, weekdays and dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kilowire.floor.calendars import CALENDARS, weekdays_named


class CalendarForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no type argument when it runs
    """A row with its own business days; a wrong value would break the pages of every job that uses it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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

    def clean_closed_days(self) -> list[str]:
        return _days(self.cleaned_data["closed_days"])

    def clean_open_days(self) -> list[str]:
        return _days(self.cleaned_data["open_days"])


def _days(written: Any) -> list[str]:
    if not written:
        return []
    if not isinstance(written, list):
        raise forms.ValidationError('A list of days, as ["2026-11-26"].')
    try:
        return [date.fromisoformat(day).isoformat() for day in written]
    except (TypeError, ValueError):
        raise forms.ValidationError('Each day as 2026-11-26, in a list: ["2026-11-26"].') from None
