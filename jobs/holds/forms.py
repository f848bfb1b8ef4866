"""Forms to put a job on hold, resume it and cancel it."""

from __future__ import annotations

from typing import Any

from django import forms

from jobs.holds.services.told import MEANS
from jobs.models import NotGoingAhead
from kilowire.floor.forms.fields import DayField, OwnDayField, ReasonField

RECOMMENDED = (
    ("", "Nothing"),
    ("msa", "The meter socket adapter"),
    ("panel_circuit", "A circuit from the panel"),
    ("load_splitter", "A load splitter on the outlet"),
    ("load_controller", "A load controller"),
    ("service_upgrade", "A larger service"),
    ("confirm_with_utility", "Ask their own utility"),
)


class HoldForm(forms.Form):
    because = ReasonField(label="What does it wait for")


class ResumeForm(forms.Form):
    note = forms.CharField(
        label="What changed", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CancelForm(forms.Form):
    because = forms.ChoiceField(label="Why it is not going ahead", choices=NotGoingAhead.choices)
    note = ReasonField(label="In their words", required=False)
    recommended_instead = forms.ChoiceField(
        label="What we recommended instead", choices=RECOMMENDED, required=False
    )
    on = DayField(label="Decided on")
    notice_on = DayField(
        label="Owner's notice of cancellation on",
        required=False,
        initial=None,
        help_text="Of the contract. Inside the right to cancel, all that was paid goes back within ten days.",
    )

    def __init__(self, *args: Any, has_contract: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_contract:
            del self.fields["notice_on"]


class ToldForm(forms.Form):
    told_on = OwnDayField(label="Told on")
    means = forms.ChoiceField(label="How", choices=[(key, said.capitalize()) for key, said in MEANS.items()])
    note = forms.CharField(label="What they said", max_length=240, required=False)
