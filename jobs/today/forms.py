"""Forms of Today: snooze a line, give it to somebody."""

from __future__ import annotations

from django import forms

from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import ComingDayField
from kilowire.models import User


class SnoozeForm(Edits, forms.Form):
    until = ComingDayField(label="Come back on")


class AssignForm(Edits, forms.Form):
    to = forms.ModelChoiceField(
        label="Who does it",
        queryset=User.objects.filter(is_active=True).order_by("name", "pk"),
        required=False,
        empty_label="Nobody in particular",
    )
    whole_job = forms.BooleanField(
        label="The whole job",
        required=False,
        help_text="Every line of this job that is not given to somebody by itself.",
    )
