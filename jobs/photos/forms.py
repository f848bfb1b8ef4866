"""Forms that file, retake, reject and ask for a photo."""

from __future__ import annotations

from django import forms

from jobs.models import PhotoSlot
from kilowire.floor.forms.fields import PhotoField, ReasonField


class PhotoForm(forms.Form):
    slot = forms.ChoiceField(label="What it shows", choices=PhotoSlot.choices)
    caption = forms.CharField(label="Caption", max_length=160, required=False)
    file = PhotoField(label="Photo")


class RetakeForm(forms.Form):
    caption = forms.CharField(label="Caption", max_length=160, required=False)
    file = PhotoField(label="The new photo")


class RejectPhotoForm(forms.Form):
    because = ReasonField(label="What is wrong with it", max_length=240)


class AskForPhotoForm(forms.Form):
    slot = forms.ChoiceField(label="What it is of", choices=PhotoSlot.choices)
    because = ReasonField(label="What it must show", max_length=240)
