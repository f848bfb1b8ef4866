"""The form on which an owner says that the house is sold."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SoldForm(forms.Form):
    name = forms.CharField(label=_("Name of the new owner"), max_length=120)
    email = forms.EmailField(label=_("Their email address (optional)"), required=False)
