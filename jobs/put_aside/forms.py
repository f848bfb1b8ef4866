"""Forms with which the office settles what a tablet put aside: file it, or discard it."""

from __future__ import annotations

from typing import Any

from django import forms

from jobs.models import Job, Person, PhotoSlot, PutAside, PutAsideKind
from kilowire.floor.forms.fields import ReasonField, offer
from kilowire.models import User

AS_SAID = ("", "As the tablet said")


class FilePutAsideForm(forms.Form):
    """Asks for the slot of a photo and the signer of a signature; of a form the job alone."""

    job = forms.CharField(label="Job number", max_length=20)
    slot = forms.ChoiceField(label="What it shows", required=False)
    signer = forms.ChoiceField(label="Who signed", required=False)

    def __init__(self, *args: Any, row: PutAside, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by = by
        self.fields["job"].initial = row.job.number if row.job else ""
        if row.kind == PutAsideKind.PHOTO:
            offer(self, "slot", [AS_SAID, *PhotoSlot.choices])
        else:
            del self.fields["slot"]
        if row.kind == PutAsideKind.SIGNATURE:
            people = Person.objects.of(row.job) if row.job else Person.objects.none()
            offer(self, "signer", [AS_SAID, *((str(person.pk), person.name) for person in people)])
        else:
            del self.fields["signer"]

    def clean_job(self) -> Job:
        number = self.cleaned_data["job"].strip().upper()
        job = Job.objects.visible_to(self._by).filter(number=number).first()
        if job is None:
            raise forms.ValidationError("There is no job of this number.")
        return job


class DiscardPutAsideForm(forms.Form):
    because = ReasonField(label="Why it is not filed")
