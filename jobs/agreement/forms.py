"""Forms of the work contract."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import ComingDayField, DayField, PaperField, ReasonField


class ContractForm(forms.Form):
    price_usd = forms.DecimalField(
        label="Contract price (USD)", max_digits=9, decimal_places=2, min_value=Decimal("0.01")
    )
    deposit_usd = forms.DecimalField(
        label="Deposit (USD)",
        max_digits=7,
        decimal_places=2,
        min_value=0,
        initial=0,
        help_text="At most the lesser of $1,000 and a tenth of the price.",
    )
    scope = forms.CharField(label="Scope of work", widget=forms.Textarea(attrs={"rows": 4}))
    notices_given_on = DayField(
        label="Notices given on", help_text="Right to cancel, licence board, insurance."
    )
    signed_on = DayField(label="Signed by the owner on")
    starts_about_on = ComingDayField(label="Work to begin about", required=False)
    ends_about_on = ComingDayField(label="Work to end about", required=False)
    contract = PaperField(label="Signed contract")


class DepositForm(forms.Form):
    paid_on = DayField(label="Paid on")


class ChangeOrderForm(Edits, forms.Form):
    price_usd = forms.DecimalField(
        label="New contract price (USD)", max_digits=9, decimal_places=2, min_value=Decimal("0.01")
    )
    scope = forms.CharField(label="Scope of work", widget=forms.Textarea(attrs={"rows": 4}))
    because = ReasonField()
