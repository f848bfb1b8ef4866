"""The form that files an upload."""

from __future__ import annotations

from django import forms

from jobs.road.paper_kinds import UPLOAD_LABELS
from kilowire.floor.forms.fields import PaperField


class PaperForm(forms.Form):
    kind = forms.ChoiceField(label="What it is", choices=list(UPLOAD_LABELS.items()))
    label = forms.CharField(label="Its own name, if it has one", max_length=120, required=False)
    file = PaperField(label="File")
