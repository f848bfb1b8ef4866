"""Forms for the acts on an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from jobs.models import AdapterModel, Approval, PhotoSlot
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import OwnDayField, PaperField, PhotoField, ReasonField


class AdapterChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no type argument when it runs
    """Choice of an adapter, labeled with its status on the product list."""

    def label_from_instance(self, obj: AdapterModel) -> str:
        kind = "isolating" if obj.isolating else "not isolating"
        return f"{obj} ({kind}; product list: {obj.get_approval_display().lower()})"


class AdapterForm(Edits, forms.Form):
    adapter = AdapterChoice(
        label="Adapter",
        queryset=AdapterModel.objects.all(),
        empty_label="Choose",
        help_text="Only an isolating adapter keeps the house running in an outage.",
    )


class CompleteForm(forms.Form):
    on = OwnDayField(label="Surveyed on")


class CompleteWithPhotosForm(CompleteForm):
    """The same, with a field for each required photo that is missing."""

    def __init__(self, *args: Any, slots: Sequence[PhotoSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = [slot.value for slot in slots]
        for slot in slots:
            self.fields[slot.value] = PhotoField(label=f"Photo: {slot.label.lower()}", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        photos = {slot: given.pop(slot) for slot in self.slots if given.get(slot)}
        return {"on": given.get("on"), "photos": photos}


class DecideForm(forms.Form):
    on = OwnDayField(label="Decided on")


class SettleForm(forms.Form):
    because = ReasonField(label="What the office decides, and why")
    named_source = forms.CharField(
        label="Source",
        max_length=240,
        required=False,
        help_text="Who said it, when and how: “Rosa at SCE, by phone, 12 November”.",
    )
    document = PaperField(label="Or a document", required=False)


class OverrideForm(forms.Form):
    because = ReasonField(label="Why the adapter all the same")


class SealForm(forms.Form):
    told_on = OwnDayField(label="Told on")
    told_whom = forms.CharField(label="Who was told", max_length=120, help_text="Name or case number.")


class SlotPhotoForm(forms.Form):
    file = PhotoField(label="Photo")


class ApprovalForm(Edits, forms.Form):
    approval = forms.ChoiceField(
        label="What the product list says",
        choices=[
            (Approval.APPROVED, "It is on the list"),
            (Approval.NOT_APPROVED, "It is not on the list"),
            (Approval.UNKNOWN, "Nobody knows"),
        ],
    )
    source = forms.CharField(
        label="Source",
        max_length=300,
        required=False,
        help_text="The list's name and date, or who at the utility said so.",
    )
    checked_on = OwnDayField(label="Looked up on")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("approval") in (Approval.APPROVED, Approval.NOT_APPROVED) and not typed.get("source"):
            self.add_error("source", "Name the list or the letter that says so.")
        return typed
