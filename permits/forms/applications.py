"""Forms before the city issues a permit: the application, the city's notices and our answers."""

from __future__ import annotations

from typing import Any

from django import forms

from jobs.models import Jurisdiction
from kilowire.floor.days import spoken_day
from kilowire.floor.forms.fields import DayField, MoneyField, OwnDayField, PaperField, offer
from permits.models import CompleteBy, Permit, PermitKind

WORDS = forms.Textarea(attrs={"rows": 4})


def fee_field() -> MoneyField:
    return MoneyField(label="Fee paid (USD)", max_digits=8, min_value=0, required=False)


class ApplyForm(forms.Form):
    kind = forms.ChoiceField(label="Permit", choices=PermitKind.choices)
    jurisdiction = forms.ModelChoiceField(
        label="Jurisdiction", queryset=Jurisdiction.objects.all(), empty_label="Choose"
    )
    applied_on = OwnDayField(label="Applied on")
    application_number = forms.CharField(
        label="Application number",
        max_length=80,
        required=False,
        help_text="The city's own, where it gives one.",
    )
    fee_usd = fee_field()
    required = forms.BooleanField(
        label="The job requires it",
        required=False,
        initial=True,
        help_text="Without this permit the job does not count as permitted.",
    )
    note = forms.CharField(label="Note", max_length=400, required=False)


class CompleteForm(forms.Form):
    how = forms.ChoiceField(label="How we know", choices=CompleteBy.choices, widget=forms.RadioSelect)
    complete_on = DayField(
        label="The city said so on",
        required=False,
        help_text="Silence has its own day; this is not read for it.",
    )

    def __init__(self, *args: Any, permit: Permit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(CompleteBy.CITY.value, CompleteBy.CITY.label)]
        if permit.answer_due_on:
            silent = f"The city was silent: that counts on {spoken_day(permit.answer_due_on)}"
            ways.append((CompleteBy.SILENCE.value, silent))
        offer(self, "how", ways)
        self.fields["how"].initial = CompleteBy.CITY


class CorrectionForm(forms.Form):
    asked_on = DayField(label="Date of the city's notice")
    text = forms.CharField(label="What the city wants corrected", widget=WORDS)
    document = PaperField(label="The notice", required=False)


class AnswerForm(forms.Form):
    answered_on = OwnDayField(label="Answered on")
    answer = forms.CharField(label="What was answered", widget=WORDS)
