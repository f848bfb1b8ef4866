"""Forms to book, move and cancel an appointment and to record its outcome."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from jobs.models import AppointmentKind, Crew
from kilowire.floor.forms.anyway import Anyway
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import ComingDayField, PhotoField, ReasonField
from kilowire.models import Role, User

_CLOCK = forms.TimeInput(attrs={"type": "time", "step": 900}, format="%H:%M")


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


class TimesForm(Anyway):
    """A day with a start and an end time; cleaned into two datetimes."""

    go_on = "Book it all the same"

    on = ComingDayField(label="Day", initial=tomorrow)
    starts_at = forms.TimeField(label="From", initial=time(8), widget=_CLOCK)
    ends_at = forms.TimeField(label="To", initial=time(12), widget=_CLOCK)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        day = given.pop("on", None)
        if day and given.get("starts_at") and given.get("ends_at"):
            given["starts_at"] = _instant(day, given["starts_at"])
            given["ends_at"] = _instant(day, given["ends_at"])
        return given


def _instant(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


class BookingForm(TimesForm):
    kind = forms.ChoiceField(label="What for", choices=AppointmentKind.choices)
    technicians = forms.ModelMultipleChoiceField(
        User.objects.filter(role=Role.FIELD, is_active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    crew = forms.ModelChoiceField(Crew.objects.filter(ended_on=None), required=False, empty_label="No crew")
    bring = forms.CharField(
        label="Bring",
        max_length=400,
        required=False,
        help_text="Parts and tools, so that nobody drives twice.",
    )
    field_order = ("kind", "on", "starts_at", "ends_at", "technicians", "crew", "bring")


class MoveForm(Edits, TimesForm):
    because = ReasonField(required=False)


class CancelAppointmentForm(forms.Form):
    because = ReasonField()


class FinishForm(forms.Form):
    note = forms.CharField(
        label="Worth knowing", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CouldNotForm(forms.Form):
    because = ReasonField(label="What stood in the way")
    photo = PhotoField(label="A photo that shows it", required=False)
