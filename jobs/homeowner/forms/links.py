"""The forms of the office for links to the homeowner page: make one, and pass the job to a new owner."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from jobs.models import Language, Person
from jobs.people.forms import clean_phone


class NewLinkForm(forms.Form):
    person = forms.ModelChoiceField(queryset=Person.objects.none(), label="For", empty_label="Choose")
    mail = forms.BooleanField(label="Mail it to them", required=False, initial=True)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Person]", self.fields["person"]).queryset = people


class TransferForm(forms.Form):
    name = forms.CharField(label="The new owner's name", max_length=120)
    email = forms.EmailField(label="Email", required=False)
    phone = forms.CharField(max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    language = forms.ChoiceField(choices=Language.choices, initial=Language.ENGLISH)

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])
