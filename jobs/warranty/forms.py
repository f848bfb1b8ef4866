"""Forms of the office for the warranty: register, open and settle a claim, end the term."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from jobs.models import Coverage
from kilowire.floor.forms.fields import DayField, OwnDayField, PaperField


class RegisterForm(forms.Form):
    registered_on = OwnDayField(label="Registered on")
    number = forms.CharField(label="Registration number", max_length=60, required=False)
    proof = PaperField(label="Proof of registration", required=False)


class RegisterAllForm(forms.Form):
    """One day, and a number for each device that is not registered yet; a blank one is left for later."""

    registered_on = DayField(label="Registered on")

    def __init__(self, *args: Any, coverages: Iterable[Coverage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coverages = list(coverages)
        for coverage in self.coverages:
            label = f"Registration number of {coverage.covers}"
            self.fields[f"number_{coverage.pk}"] = forms.CharField(label=label, max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        numbers = {each: given.get(f"number_{each.pk}", "") for each in self.coverages}
        numbers = {coverage: number for coverage, number in numbers.items() if number}
        if not numbers and not self.errors:
            self.add_error(None, "Give at least one number.")
        return {"registered_on": given.get("registered_on"), "numbers": numbers}


class ClaimForm(forms.Form):
    what = forms.CharField(label="What went wrong", widget=forms.Textarea(attrs={"rows": 3}))
    reported_by = forms.CharField(label="Reported by", max_length=120)
    reported_on = DayField(label="Reported on")


class SettleClaimForm(forms.Form):
    outcome = forms.CharField(label="Outcome", widget=forms.Textarea(attrs={"rows": 3}))
    settled_on = OwnDayField(label="Settled on")


class EndWarrantyForm(forms.Form):
    on = DayField(label="Over since")
