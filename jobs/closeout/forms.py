"""The form of the close-out."""

from __future__ import annotations

from django import forms

from kilowire.floor.forms.fields import DayField


class CloseOutForm(forms.Form):
    on = DayField(label="Closed out on")
