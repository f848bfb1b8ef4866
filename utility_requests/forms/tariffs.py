"""The form with which the owner adds a fee that is valid from a given day."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from jobs.models import Utility
from kilowire.floor.forms.fields import ComingDayField, MoneyField


class TariffForm(forms.Form):
    utility = forms.ModelChoiceField(label="Utility", queryset=Utility.objects.all(), empty_label="Choose")
    amount_usd = MoneyField(
        label="Fee per visit (USD)",
        min_value=Decimal("0.01"),
        max_digits=7,
    )
    effective_from = ComingDayField(label="Holds from")
    source = forms.CharField(
        label="Who says so", max_length=300, help_text="The page or letter, and its date."
    )
