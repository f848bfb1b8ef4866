"""Forms with which the office puts a message on a job, discards it, or answers it."""

from __future__ import annotations

from typing import Any

from django import forms

from jobs.models import Job
from kilowire.floor.forms.fields import ReasonField
from kilowire.models import User


class PlaceForm(forms.Form):
    job = forms.CharField(label="Job number", max_length=20)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by = by

    def clean_job(self) -> Job:
        number = self.cleaned_data["job"].strip().upper()
        job = Job.objects.visible_to(self._by).filter(number=number).first()
        if job is None:
            raise forms.ValidationError("There is no job of this number.")
        return job


class DiscardMessageForm(forms.Form):
    because = ReasonField(label="Why it belongs to no job")


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="The answer",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="It goes to them by mail or text. Where nothing reaches them, write how it was answered.",
    )
