"""Forms to book, move and cancel an appointment and to record its outcome."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from jobs.models import AppointmentKind, Crew
from jobs.road.stages import Kind
from kilowire.floor.days import instant_at
from kilowire.floor.forms.anyway import Anyway
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import ComingDayField, PhotoField, ReasonField, SeveralRowsField, offer
from kilowire.models import Role, User

OF_A_CIRCUIT = (AppointmentKind.INSTALLATION, AppointmentKind.STAGING, AppointmentKind.COMMISSIONING)
"""What a removal has no appointment for: nothing is built, staged or tested."""
_CLOCK = forms.TimeInput(attrs={"type": "time", "step": 900}, format="%H:%M")


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


class TimesForm(Anyway):
    """A day with a start and an end time; cleaned into two datetimes; the end may be next morning."""

    go_on = "Book it all the same"

    on = ComingDayField(label="Day", initial=tomorrow)
    starts_at = forms.TimeField(label="From", initial=time(8), widget=_CLOCK)
    ends_at = forms.TimeField(label="To", initial=time(12), widget=_CLOCK)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        day, begins, ends = given.pop("on", None), given.get("starts_at"), given.get("ends_at")
        if day and begins is not None and ends is not None:
            last = day + timedelta(days=1) if ends < begins else day
            self._write_instant("starts_at", day, begins)
            self._write_instant("ends_at", last, ends)
        return given

    def _write_instant(self, name: str, day: date, clock: time) -> None:
        try:
            self.cleaned_data[name] = instant_at(day, clock)
        except ValueError as sentence:
            self.add_error(name, str(sentence))


class BookingForm(TimesForm):
    kind = forms.ChoiceField(label="What for", choices=AppointmentKind.choices)
    technicians = SeveralRowsField(
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

    def __init__(self, *args: Any, job_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if job_kind == Kind.REMOVAL:
            offer(self, "kind", [each for each in AppointmentKind.choices if each[0] not in OF_A_CIRCUIT])


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
