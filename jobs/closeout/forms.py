"""The form of the close-out."""

from __future__ import annotations

from django import forms

from kilowire.floor.forms.fields import OwnDayField


class CloseOutForm(forms.Form):
    on = OwnDayField(label="Closed out on")
