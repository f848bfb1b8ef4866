"""Form fields that the apps share: files checked by content, days, reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from kilowire.floor.files.pdf_pages import check_paper
from kilowire.floor.files.uploads import PAPERS, PHOTOS, read_file_facts
from kilowire.floor.refusals import Refused


class PaperField(forms.FileField):
    """A PDF or a photo of a paper; any other content is an error of this field."""

    accepted: Collection[str] = PAPERS

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "PDF or photo")
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(sorted(self.accepted))
        self.widget.attrs["data-max-bytes"] = settings.UPLOAD_MAX_BYTES

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file is not initial:
            try:
                facts = read_file_facts(file, accepted=self.accepted)
                check_paper(file, facts.content_type)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from None
        return file


class PhotoField(PaperField):
    """A photo."""

    accepted = PHOTOS

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "JPEG, PNG, HEIC or WebP")
        super().__init__(**kwargs)


class DayField(forms.DateField):
    """A day up to today, by default today."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("initial", timezone.localdate)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError("This day has not come yet: record it on the day.")
        return day


class ComingDayField(forms.DateField):
    """Any day, past or to come."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class ReasonField(forms.CharField):
    """A written reason, which stays in the history."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Because")
        kwargs.setdefault("max_length", 400)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**kwargs)


def offer(form: forms.BaseForm, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Set the choices of this field of the form."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class ReasonForm(forms.Form):
    because = ReasonField()


class NothingToType(forms.Form):
    """The form of an act that is one button: it only shows the refusal."""
