"""What people type beside a paper or a photo that they file."""

from __future__ import annotations

from django import forms

from jobs.models import PhotoSlot
from jobs.road.paper_kinds import UPLOAD_LABELS
from kilowire.floor.forms.fields import PaperField, PhotoField, ReasonField


class PaperForm(forms.Form):
    kind = forms.ChoiceField(label="What it is", choices=list(UPLOAD_LABELS.items()))
    label = forms.CharField(label="Its own name, if it has one", max_length=120, required=False)
    file = PaperField(label="File")


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
