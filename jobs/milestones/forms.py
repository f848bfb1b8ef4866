"""The form that records whom we told whether they may charge."""

from __future__ import annotations

from django import forms

from kilowire.floor.forms.fields import DayField

MEANS = ("By phone", "In person", "By text message", "By email", "By letter")


class HomeownerToldForm(forms.Form):
    told = forms.CharField(label="Who was told", max_length=120)
    told_on = DayField(label="On")
    means = forms.ChoiceField(label="How", choices=[(means, means) for means in MEANS])
