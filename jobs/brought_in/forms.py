"""The form on which the office hands in a zip that a tablet exported."""

from __future__ import annotations

from django import forms


class BringInForm(forms.Form):
    file = forms.FileField(
        label="The zip that the tablet exported",
        help_text="What is held already stays as it is, so the same zip may be brought in twice.",
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
