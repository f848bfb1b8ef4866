"""Forms that file, retake, reject and ask for a photo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from jobs.models import PhotoSlot
from jobs.photos.services.slots import slots_of
from kilowire.floor.forms.fields import PhotoField, ReasonField, offer


class SlotForm(forms.Form):
    """Offers the slots of a kind of job."""

    slot = forms.ChoiceField()

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "slot", [(slot.value, slot.label) for slot in slots_of(kind)])


class PhotoForm(SlotForm):
    slot = forms.ChoiceField(label="What it shows")
    caption = forms.CharField(label="Caption", max_length=160, required=False)
    file = PhotoField(label="Photo")


class PhotosForm(forms.Form):
    """One field for each of these slots; at least one photo has to be given."""

    def __init__(self, *args: Any, slots: Sequence[PhotoSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slot in slots:
            self.fields[slot.value] = PhotoField(label=slot.label, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        photos = {slot: file for slot, file in given.items() if file}
        if not photos and not self.errors:
            self.add_error(None, "Choose at least one photo.")
        return {"photos": photos}


class RetakeForm(forms.Form):
    caption = forms.CharField(label="Caption", max_length=160, required=False)
    file = PhotoField(label="The new photo")


class RejectPhotoForm(forms.Form):
    because = ReasonField(label="What is wrong with it", max_length=240)


class AskForPhotoForm(SlotForm):
    slot = forms.ChoiceField(label="What it is of")
    because = ReasonField(label="What it must show", max_length=240)
    of_homeowner = forms.BooleanField(
        label="The homeowner takes it",
        required=False,
        help_text="They find it on their page, behind the code; write it in their language.",
    )
