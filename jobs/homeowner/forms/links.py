"""The form to make a link to the homeowner page."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from jobs.models import Person


class NewLinkForm(forms.Form):
    person = forms.ModelChoiceField(queryset=Person.objects.none(), label="For", empty_label="Choose")
    mail = forms.BooleanField(label="Mail it to them", required=False, initial=True)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Person]", self.fields["person"]).queryset = people
