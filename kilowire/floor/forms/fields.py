"""Form fields that the apps share: files checked by content, days, money, ZIP codes, reasons, rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from kilowire.floor.days import why_not_meant
from kilowire.floor.files.opened import open_paper
from kilowire.floor.files.uploads import PAPERS, PHOTOS, read_file_facts
from kilowire.floor.normal.amounts import amount_in, zip_in
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
                open_paper(file, facts.content_type)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from None
        return file


class PhotoField(PaperField):
    """A photo."""

    accepted = PHOTOS

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "JPEG, PNG, HEIC or WebP")
        super().__init__(**kwargs)


class AnyDayField(forms.DateField):
    """A day; a year that nobody means is an error of this field."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("error_messages", {"invalid": "That is no day: type it like 11/24/2026."})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        sentence = why_not_meant(day) if day else ""
        if sentence:
            raise ValidationError(sentence)
        return day


class DayField(AnyDayField):
    """A day up to today, by default today."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", timezone.localdate)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError("This day has not come yet: record it on the day.")
        return day


class OwnDayField(DayField):
    """The day of an act of ours, up to today.

    Where the form belongs to a job, a day before the company began is refused, and one before the job was
    opened is asked about once.
    """


class ComingDayField(AnyDayField):
    """Any day, past or to come."""


class MoneyField(forms.DecimalField):
    """An amount in USD, also as people write it: ``$4,950.00``, ``4950 USD``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        kwargs.setdefault("error_messages", {"invalid": "Type an amount in dollars, such as 4,950.00."})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(amount_in(value) if isinstance(value, str) else value)


class ZipField(forms.RegexField):
    """A ZIP code of five digits, or nine; blanks around it and the hyphen's kind do not matter."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "ZIP code")
        kwargs.setdefault("error_messages", {"invalid": "Five digits, such as 90601."})
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(regex=r"\A\d{5}(-\d{4})?\Z", **kwargs)

    def to_python(self, value: Any) -> Any:
        return zip_in(super().to_python(value) or "")


class AskedField(forms.TypedChoiceField):
    """Yes, no, or not asked: True, False, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        choices = [("", "Not asked"), ("yes", "Yes"), ("no", "No")]
        super().__init__(choices=choices, coerce=lambda answer: answer == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


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


class SeveralRowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of any model
    """Several rows of a queryset; a key larger than the database can hold is no choice, like any other."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value[0]}
            ) from None
