"""Forms of the public page on which somebody asks whether their house can have it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.models import Language, Utility
from jobs.people.forms import clean_phone
from kilowire.floor.forms.fields import ZipField


class QuestionsForm(forms.Form):
    """Six questions that a homeowner can answer; each may be left open."""

    utility = forms.ChoiceField(label=gettext_lazy("Who sends your electric bill?"), required=False)
    premises = forms.ChoiceField(label=gettext_lazy("Is it a home?"), required=False)
    account_holder = forms.ChoiceField(label=gettext_lazy("Do you own it?"), required=False)
    main_breaker_amps = forms.ChoiceField(
        label=gettext_lazy("Which number stands on the largest breaker of your panel?"), required=False
    )
    generation = forms.ChoiceField(label=gettext_lazy("Do you have solar or a battery?"), required=False)
    meter_adapter_in_socket = forms.ChoiceField(
        label=gettext_lazy("Is there a box or an adapter behind your electric meter?"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_one = ("", _("I do not know"))
        yes_no = [("yes", _("Yes")), ("no", _("No"))]
        utilities = Utility.objects.exclude(fact_value="unknown").values_list("key", "name")
        amps = [(str(a), f"{a} A") for a in (100, 125, 150, 200, 225, 400)]
        choices: dict[str, list[tuple[str, str]]] = {
            "utility": list(utilities),
            "premises": [("residential", _("Yes")), ("commercial", _("No, a business"))],
            "account_holder": [("owner", _("Yes")), ("tenant", _("No, I rent it"))],
            "main_breaker_amps": amps,
            "generation": yes_no,
            "meter_adapter_in_socket": [("none", _("No")), ("other", _("Yes"))],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [open_one, *offered]


class ContactForm(forms.Form):
    """How we reach whoever asks; ``proof`` is filled by the page's script."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    phone = forms.CharField(
        label=gettext_lazy("Your phone"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    postal_code = ZipField(label=gettext_lazy("ZIP code of the house"))
    wishes = forms.CharField(
        label=gettext_lazy("What else should we know?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=200)
    proof = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class HookForm(forms.Form):
    """A lead as the company's own website hands it over."""

    name = forms.CharField(max_length=120)
    phone = forms.CharField(max_length=40)
    email = forms.EmailField(required=False)
    street = forms.CharField(max_length=160, required=False)
    city = forms.CharField(max_length=80, required=False)
    postal_code = ZipField(required=False)
    language = forms.ChoiceField(choices=Language.choices, required=False)
    wishes = forms.CharField(max_length=2000, required=False)

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])
