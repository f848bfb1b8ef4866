"""What the office writes down about a job's people and their account with the utility."""

from __future__ import annotations

from django import forms

from jobs.intake.forms import clean_phone
from jobs.models import Language, PersonRole
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import DayField, PaperField


class PersonForm(Edits, forms.Form):
    name = forms.CharField(max_length=120)
    phone = forms.CharField(max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    email = forms.EmailField(label="E-mail", required=False)
    language = forms.ChoiceField(choices=Language.choices, initial=Language.ENGLISH)
    roles = forms.MultipleChoiceField(
        choices=PersonRole.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="A role that somebody else has passes to this person; only a helper may be one of several.",
        error_messages={"required": "Choose at least one: what this person is to the job."},
    )
    texts_agreed_on = DayField(label="Agreed to text messages on", required=False, initial=None)
    senior_stated_on = DayField(
        label="Said to be 65 or over on",
        required=False,
        initial=None,
        help_text="Gives the owner five business days to cancel instead of three.",
    )

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_roles(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["roles"])


class UtilityAccountForm(Edits, forms.Form):
    """The account exactly as on the utility's bill."""

    holder_name = forms.CharField(
        label="Account holder", max_length=120, help_text="Exactly as printed on the bill."
    )
    account_number = forms.CharField(label="Service-account number", max_length=40, required=False)
    meter_number = forms.CharField(label="Meter number on the bill", max_length=40, required=False)
    bill_checked_on = DayField(label="Compared with the bill on", required=False, initial=None)
    bill = PaperField(
        label="The bill", required=False, help_text="PDF or photo; it is filed with the papers."
    )
