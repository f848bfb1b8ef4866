"""The form of the board: save its view under a name."""

from __future__ import annotations

from django import forms


class SaveViewForm(forms.Form):
    name = forms.CharField(label="Name", max_length=40)
    shared = forms.BooleanField(label="Everybody in the office sees it", required=False)
