"""Forms on which a homeowner tells or asks us something."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.from_homeowner.services.telling import OUTCOMES
from kilowire.floor.forms.fields import PhotoField

PHOTO_HELP = _("JPEG, PNG, HEIC or WebP, as your phone takes it.")


def own_photo(label: Any, *, required: bool = False, help_text: Any = PHOTO_HELP) -> PhotoField:
    missing = {"required": _("Choose a photo first.")}
    return PhotoField(label=label, required=required, help_text=help_text, error_messages=missing)


class HowItWentForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What happened?"),
        choices=[(value, _(words)) for value, words in OUTCOMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )
    note = forms.CharField(
        label=_("Anything else? (optional)"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photo = own_photo(_("A photo of your meter (optional)"))


class StagedForm(forms.Form):
    bag = own_photo(_("The bag beside the meter, both in one photo"), required=True)
    adapter = own_photo(_("The adapter in its bag, from close by (optional)"))


class AppointmentAnswerForm(forms.Form):
    suits = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("This time suits me.")), ("no", _("I need another time."))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    note = forms.CharField(
        label=_("When would it suit you better? (optional)"),
        max_length=120,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AskForm(forms.Form):
    question = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    call_back = forms.BooleanField(label=_("Please call me back"), required=False)
    phone = forms.CharField(
        label=_("Your number (optional)"),
        help_text=_("Only if it is another one than we have."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    when = forms.CharField(label=_("When is a good time? (optional)"), max_length=80, required=False)
