"""Forms of the intake."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.text import slugify

from jobs.models import Claim, Job, JobKind, Jurisdiction, Language, Lead, LeadSource, NotGoingAhead, Utility
from jobs.people.forms import clean_phone
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import AskedField, OwnDayField, ReasonField, ZipField


def _early(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "Not asked"), *choices], required=False)


EARLY = ("premises", "account_holder", "main_breaker_amps", "generation", "meter_adapter_in_socket")


class IntakeForm(forms.Form):
    """Name, address and the kind of job are required; everything else may come later.

    ``early`` are answers of the call by which the pre-check judges; they are kept with the wishes.
    """

    phone = forms.CharField(
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "autofocus": True}),
    )
    name = forms.CharField(label="Homeowner", max_length=120)
    email = forms.EmailField(
        label="Email", required=False, help_text="A phone number or an email address is needed to go on."
    )
    language = forms.ChoiceField(choices=Language.choices, initial=Language.ENGLISH)
    kind = forms.ChoiceField(label="What is wanted", choices=JobKind.choices)
    source = forms.ChoiceField(
        label="How they found us", choices=LeadSource.choices, initial=LeadSource.PHONE, required=False
    )
    is_65_or_over = AskedField(
        label="Owner 65 or over",
        help_text="The right to cancel the contract is longer at 65, or if not asked.",
    )
    street = forms.CharField(label="Street and number", max_length=160)
    postal_code = ZipField()
    city = forms.CharField(max_length=80)
    jurisdiction = forms.ModelChoiceField(
        Jurisdiction.objects.all(),
        label="Building department",
        empty_label="The city's own",
        required=False,
        help_text="A house outside the city's limits has the county's.",
    )
    utility = forms.ModelChoiceField(
        Utility.objects.all(), empty_label="Choose", help_text="As the caller's bill says."
    )
    premises = _early("Kind of building", [("residential", "A home"), ("commercial", "A business")])
    account_holder = _early("Whose bill", [("owner", "The owner's"), ("tenant", "A tenant's")])
    main_breaker_amps = _early("Main breaker", [(str(a), f"{a} A") for a in (100, 125, 150, 200, 225, 400)])
    generation = _early("Solar or battery", [("no", "No"), ("yes", "Yes")])
    meter_adapter_in_socket = _early(
        "Behind the meter already", [("none", "Nothing"), ("gma", "A solar adapter"), ("other", "Something")]
    )
    gate_note = forms.CharField(label="Gate, lock or code", max_length=200, required=False)
    dog_note = forms.CharField(label="Dog", max_length=200, required=False)
    access_note = forms.CharField(label="Other access notes", max_length=400, required=False)
    wishes = forms.CharField(
        label="Wishes", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    answers_claim = forms.ModelChoiceField(
        Claim.objects.none(), label="Warranty claim", required=False, widget=forms.HiddenInput
    )
    taken_on = forms.BooleanField(
        label="We take this job on",
        required=False,
        initial=True,
        help_text="Untick it where somebody has to decide first.",
    )
    second_meter_of = forms.ModelChoiceField(Job.objects.none(), required=False, widget=forms.HiddenInput)
    lead = forms.ModelChoiceField(Lead.objects.none(), required=False, widget=forms.HiddenInput)
    another = forms.BooleanField(
        label="This is another job", required=False, widget=forms.HiddenInput, initial=False
    )

    def __init__(
        self,
        *args: Any,
        claims: QuerySet[Claim],
        jobs: QuerySet[Job] | None = None,
        leads: QuerySet[Lead] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer_claims(self, claims)
        if jobs is not None:
            cast("forms.ModelChoiceField[Job]", self.fields["second_meter_of"]).queryset = jobs
        if leads is not None:
            cast("forms.ModelChoiceField[Lead]", self.fields["lead"]).queryset = leads
        self.fields["utility"].initial = _usual_utility

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "jurisdiction" in given and not given["jurisdiction"] and given.get("city"):
            given["jurisdiction"] = Jurisdiction.objects.filter(key=slugify(given["city"])).first()
            if given["jurisdiction"] is None:
                self.add_error("jurisdiction", "Choose it: this city is none of the directory's.")
        return given

    def ask_whether_another(self) -> None:
        """Show the box that says this is not one of the similar jobs."""
        self.fields["another"].widget = forms.CheckboxInput()
        self.add_error("another", "Open one of these jobs, or say that this is another.")


class ClaimLinkForm(Edits, forms.Form):
    answers_claim = forms.ModelChoiceField(
        Claim.objects.none(),
        label="Warranty claim that this job answers",
        required=False,
        empty_label="None",
        help_text="Claims on other jobs at this address.",
    )
    because = ReasonField()

    def __init__(self, *args: Any, claims: QuerySet[Claim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_claims(self, claims)


def _offer_claims(form: forms.BaseForm, claims: QuerySet[Claim]) -> None:
    cast("forms.ModelChoiceField[Claim]", form.fields["answers_claim"]).queryset = claims


def _usual_utility() -> Utility | None:
    """The one utility with an adapter program; none is offered where there are several."""
    found = list(Utility.objects.exclude(programme="")[:2])
    return found[0] if len(found) == 1 else None


class CloseLeadForm(forms.Form):
    because = forms.ChoiceField(label="Why no job comes of it", choices=NotGoingAhead.choices)


class AcceptForm(forms.Form):
    on = OwnDayField(label="Decided on")


class KindForm(Edits, forms.Form):
    kind = forms.ChoiceField(label="What is wanted", choices=JobKind.choices)
    because = ReasonField()


class SecondMeterForm(Edits, forms.Form):
    second_meter_of = forms.ModelChoiceField(
        Job.objects.none(),
        label="Job for the first meter of this house",
        required=False,
        empty_label="None: this is not a second meter",
    )
    because = ReasonField()

    def __init__(self, *args: Any, others: QuerySet[Job], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Job]", self.fields["second_meter_of"]).queryset = others
