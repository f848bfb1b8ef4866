"""Forms of the work contract: its signature, notices, change orders and payments."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from jobs.models import PaymentKind, PaymentMeans
from jobs.signing.forms import SignersForm
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import (
    AskedField,
    ComingDayField,
    DayField,
    MoneyField,
    OwnDayField,
    PaperField,
    ReasonField,
)

_MEANS = [choice for choice in PaymentMeans.choices if choice[0]]
_BACK = [(kind.value, kind.label) for kind in PaymentKind if kind != PaymentKind.DEPOSIT]


class UsdField(MoneyField):
    """An amount in dollars and cents, above zero unless ``min_value`` says otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", Decimal("0.01"))
        super().__init__(**{"max_digits": 9, **kwargs})


class ContractTerms(forms.Form):
    """What stands in the contract."""

    price_usd = UsdField(label="Contract price (USD)", min_value=Decimal(0))
    deposit_usd = UsdField(
        label="Deposit (USD)",
        max_digits=7,
        min_value=Decimal(0),
        initial=0,
        help_text="At most the lesser of $1,000 and a tenth of the price.",
    )
    scope = forms.CharField(label="Scope of work", widget=forms.Textarea(attrs={"rows": 4}))
    owner_is_65_or_over = AskedField(
        label="Owner 65 or over on the day of signing",
        help_text="Not asked counts as the longer right to cancel: five business days.",
    )
    starts_about_on = ComingDayField(label="Work to begin about", required=False)
    ends_about_on = ComingDayField(label="Work to end about", required=False)


class ContractForm(ContractTerms):
    signed_on = DayField(label="Signed by the owner on")
    notices_given_on = DayField(
        label="Notices handed over on",
        required=False,
        help_text="Right to cancel, license board, insurance. Empty where they were not handed over yet: the "
        "contract is then signed, but not agreed.",
    )
    contract = PaperField(label="Signed contract")
    field_order = ("price_usd", "deposit_usd", "scope", "signed_on", "notices_given_on")


class SendContractForm(ContractTerms, SignersForm):
    """A contract to be signed on a screen, and what stands in it."""

    has_notices = forms.BooleanField(
        label="The PDF holds the notices",
        required=False,
        help_text="Right to cancel, license board, insurance. The signature then begins the right to cancel.",
    )
    contract = PaperField(label="The contract, not signed yet: PDF")
    field_order = (
        "contract",
        "price_usd",
        "deposit_usd",
        "scope",
        "starts_about_on",
        "ends_about_on",
        "owner_is_65_or_over",
        "has_notices",
    )


class NoticesForm(forms.Form):
    handed_on = OwnDayField(label="Handed over on")


class OwnersAgeForm(Edits, forms.Form):
    owner_is_65_or_over = AskedField(label="Owner 65 or over on the day of signing")


class DepositForm(forms.Form):
    amount_usd = UsdField(label="Amount (USD)")
    paid_on = DayField(label="Paid on")
    means = forms.ChoiceField(label="By", choices=_MEANS)


class RepaymentForm(forms.Form):
    kind = forms.ChoiceField(label="How", choices=_BACK)
    amount_usd = UsdField(label="Amount (USD)")
    paid_on = OwnDayField(label="On")
    means = forms.ChoiceField(label="By", choices=_MEANS)
    note = forms.CharField(
        label="Note",
        max_length=240,
        required=False,
        help_text="Check number, or what it is credited against.",
    )


class ChangeOrderForm(Edits, forms.Form):
    price_usd = UsdField(label="New contract price (USD)", min_value=Decimal(0))
    scope = forms.CharField(label="Scope of work", widget=forms.Textarea(attrs={"rows": 4}))
    because = ReasonField()
    work_begins_on = ComingDayField(
        label="The work that it covers begins on",
        required=False,
        help_text="If it is known. The owner signs before it begins.",
    )


class SignChangeOrderForm(forms.Form):
    signed_on = DayField(label="Signed by the owner on")
    file = PaperField(label="Signed change order")
