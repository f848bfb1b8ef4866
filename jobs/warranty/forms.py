"""Forms of the office for the warranty: register, open and settle a claim, end the term."""

from __future__ import annotations

from django import forms

from kilowire.floor.forms.fields import DayField, PaperField


class RegisterForm(forms.Form):
    registered_on = DayField(label="Registered on")
    number = forms.CharField(label="Registration number", max_length=60, required=False)
    proof = PaperField(label="Proof of registration", required=False)


class ClaimForm(forms.Form):
    what = forms.CharField(label="What went wrong", widget=forms.Textarea(attrs={"rows": 3}))
    reported_by = forms.CharField(label="Reported by", max_length=120)
    reported_on = DayField(label="Reported on")


class SettleClaimForm(forms.Form):
    outcome = forms.CharField(label="What came of it", widget=forms.Textarea(attrs={"rows": 3}))
    settled_on = DayField(label="Settled on")


class EndWarrantyForm(forms.Form):
    on = DayField(label="Over since")
