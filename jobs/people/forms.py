"""Forms of the office for a job's people, its site and its utility account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from jobs.models import Jurisdiction, Language, PersonRole, Utility
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import AskedField, DayField, OwnDayField, PaperField, ZipField
from kilowire.floor.normal.phones import shown_phone


class PersonForm(Edits, forms.Form):
    name = forms.CharField(max_length=120)
    phone = forms.CharField(max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    email = forms.EmailField(label="Email", required=False)
    language = forms.ChoiceField(choices=Language.choices, initial=Language.ENGLISH)
    roles = forms.MultipleChoiceField(
        choices=PersonRole.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="A role that somebody else has passes to this person; only a helper may be one of several.",
        error_messages={"required": "Choose at least one: what this person is to the job."},
    )
    texts_agreed_on = DayField(label="Agreed to text messages on", required=False, initial=None)
    is_65_or_over = AskedField(
        label="65 or over",
        help_text="An owner of 65 or over, or not asked, has five business days to cancel instead of three.",
    )

    def __init__(self, *args: Any, initial: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        shown = {**(initial or {})}
        if shown.get("phone"):
            shown["phone"] = shown_phone(shown["phone"])
        super().__init__(*args, initial=shown, **kwargs)

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_roles(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["roles"])


class UtilityAccountForm(Edits, forms.Form):
    """The utility account exactly as on the bill."""

    holder_name = forms.CharField(
        label="Account holder", max_length=120, help_text="Exactly as printed on the bill."
    )
    account_number = forms.CharField(label="Service-account number", max_length=40, required=False)
    meter_number = forms.CharField(label="Meter number on the bill", max_length=40, required=False)
    bill_checked_on = OwnDayField(label="Compared with the bill on", required=False, initial=None)
    bill = PaperField(
        label="The bill", required=False, help_text="PDF or photo; it is filed with the papers."
    )


def clean_phone(phone: str) -> str:
    """Accept any spelling of a phone number with at least ten digits; one alone is kept the American way."""
    if phone and len(re.sub(r"\D", "", phone)) < 10:
        raise forms.ValidationError("Ten digits at least, with the area code.")
    return shown_phone(phone)


class SiteForm(Edits, forms.Form):
    """Address, jurisdiction, utility, and how to get to the meter."""

    street = forms.CharField(label="Street and number", max_length=160)
    city = forms.CharField(max_length=80)
    postal_code = ZipField()
    jurisdiction = forms.ModelChoiceField(
        Jurisdiction.objects.all(), label="Building department", empty_label="Choose"
    )
    utility = forms.ModelChoiceField(Utility.objects.all(), empty_label="Choose")
    gate_note = forms.CharField(label="Gate, lock or code", max_length=200, required=False)
    dog_note = forms.CharField(label="Dog", max_length=200, required=False)
    access_note = forms.CharField(label="Other access notes", max_length=400, required=False)

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return tuple(cls.base_fields)

    @classmethod
    def initial_of(cls, site: Any) -> dict[str, Any]:
        return {name: getattr(site, name) for name in cls.columns()}
