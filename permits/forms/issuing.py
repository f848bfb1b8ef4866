"""Forms of the office about an issued permit, and to correct or end a permit."""

from __future__ import annotations

from typing import Any

from django import forms

from jobs.models import Jurisdiction
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import ComingDayField, DayField, OwnDayField, PaperField, ReasonField, offer
from permits.forms.applications import fee_field
from permits.models import Permit, PermitEnd
from permits.models.permit import ENDS_AFTER_ISSUE, ENDS_BEFORE_ISSUE

APPLICATION = ("jurisdiction", "applied_on", "application_number", "fee_usd", "required", "note")
ISSUE = ("number", "issued_on", "expires_on")


class IssueForm(forms.Form):
    number = forms.CharField(label="Permit number", max_length=80)
    issued_on = DayField(label="Issued on")
    expires_on = ComingDayField(label="Work must begin by", required=False)
    document = PaperField(
        label="The permit",
        required=False,
        help_text="PDF or photo. It may come later; the job is not closed out without it.",
    )
    fee_usd = fee_field()

    def __init__(self, *args: Any, permit: Permit, **kwargs: Any) -> None:
        kwargs["initial"] = {"fee_usd": permit.fee_usd, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        days = permit.jurisdiction.start_by_days
        self.fields[
            "expires_on"
        ].help_text = f"Left empty: {days} days from issue, as {permit.jurisdiction} has it."


class DocumentForm(forms.Form):
    document = PaperField(label="The permit")


class ExtendForm(forms.Form):
    extended_on = DayField(label="Extended on")
    expires_on = ComingDayField(
        label="New last day", help_text="Often up to 180 days at a time; the city decides."
    )
    because = ReasonField(label="Why the city extended it")
    document = PaperField(label="The extension", required=False)


class WorkBeganForm(forms.Form):
    began_on = OwnDayField(label="Work began on")


class EditForm(Edits, forms.Form):
    """Fields of the application; for an issued permit also its number and dates."""

    number = forms.CharField(label="Permit number", max_length=80)
    issued_on = DayField(label="Issued on")
    expires_on = ComingDayField(label="Work must begin by")
    jurisdiction = forms.ModelChoiceField(
        label="Jurisdiction", queryset=Jurisdiction.objects.all(), empty_label="Choose"
    )
    applied_on = OwnDayField(label="Applied on")
    application_number = forms.CharField(label="Application number", max_length=80, required=False)
    fee_usd = fee_field()
    required = forms.BooleanField(label="The job requires it", required=False)
    note = forms.CharField(label="Note", max_length=400, required=False)
    because = ReasonField(label="Why it is changed")

    def __init__(self, *args: Any, permit: Permit, **kwargs: Any) -> None:
        columns = APPLICATION if permit.issued_on is None else (*ISSUE, *APPLICATION)
        kwargs["initial"] = {column: getattr(permit, column) for column in columns}
        super().__init__(*args, **kwargs)
        if permit.issued_on is None:
            for column in ISSUE:
                del self.fields[column]


class EndForm(forms.Form):
    how = forms.ChoiceField(label="What became of it", widget=forms.RadioSelect)
    ended_on = DayField(label="On")
    because = ReasonField()

    def __init__(self, *args: Any, permit: Permit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = ENDS_AFTER_ISSUE if permit.issued_on else ENDS_BEFORE_ISSUE
        offer(self, "how", [(end, PermitEnd(end).label) for end in ends])
