"""Forms of papers to sign: who signs until when, another version, the withdrawal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from jobs.models import Person
from kilowire.floor.forms.fields import ComingDayField, PaperField, ReasonField

DAYS_TO_SIGN = 14
SEND_NOTE = (
    "Each signer gets a message with their own link when it is their turn, reads the PDF behind a one-time "
    "code, and signs; or they sign on the technician's tablet at the house. When everybody has signed, you "
    "countersign and the PDF is sealed."
)


def _in_two_weeks() -> date:
    return timezone.localdate() + timedelta(days=DAYS_TO_SIGN)


class SignersForm(forms.Form):
    """Up to three people of the job, in the order in which they sign."""

    first = forms.ModelChoiceField(Person.objects.none(), label="Signs first", empty_label="Choose")
    second = forms.ModelChoiceField(
        Person.objects.none(), label="Signs then", empty_label="Nobody", required=False
    )
    third = forms.ModelChoiceField(
        Person.objects.none(), label="And then", empty_label="Nobody", required=False
    )
    expires_on = ComingDayField(label="To be signed by", initial=_in_two_weeks)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second", "third"):
            cast("forms.ModelChoiceField[Person]", self.fields[name]).queryset = people


class ReplacePaperForm(forms.Form):
    file = PaperField(label="The new version: PDF")
    because = ReasonField(label="What changed")
