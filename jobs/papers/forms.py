"""The form that files an upload."""

from __future__ import annotations

from typing import Any

from django import forms

from jobs.road.paper_kinds import UPLOAD_LABELS
from jobs.road.paper_readers import is_open_to
from kilowire.floor.forms.fields import PaperField


class PaperForm(forms.Form):
    """Offers the kinds that whoever files it may open afterwards."""

    kind = forms.ChoiceField(label="What it is", choices=list(UPLOAD_LABELS.items()))
    label = forms.CharField(label="Its own name, if it has one", max_length=120, required=False)
    file = PaperField(label="File")

    def __init__(self, *args: Any, is_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (kind, label) for kind, label in UPLOAD_LABELS.items() if is_open_to(kind, is_office=is_office)
        ]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
