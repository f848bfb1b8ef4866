"""Forms of the office about the application, its signed papers and the utility's answers."""

from __future__ import annotations

from django import forms

from jobs.models import SignedPaper
from jobs.signing.forms import SignersForm
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import ComingDayField, DayField, OwnDayField, PaperField, ReasonField
from utility_requests.models import EndedAs

ANSWERS = [
    (EndedAs.RETURNED.value, "Returned: something is missing or wrong"),
    (EndedAs.DENIED.value, "Denied"),
]
SIGNED = [
    (SignedPaper.CUSTOMER_AGREEMENT.value, "Customer agreement"),
    (SignedPaper.AUTHORIZATION.value, "Authorization, so that we may send the application"),
]


class PrepareForm(forms.Form):
    meter_face_number = forms.CharField(
        label="Meter number on its face",
        max_length=40,
        required=False,
        help_text="As the technician read it; it has to be the bill's.",
    )


class NumbersForm(Edits, PrepareForm):
    number = forms.CharField(
        label="Request number", max_length=60, required=False, help_text="The utility's own, from its portal."
    )


class SignedPapersForm(forms.Form):
    papers = forms.MultipleChoiceField(
        label="What is signed", choices=SIGNED, widget=forms.CheckboxSelectMultiple
    )
    name_as_signed = forms.CharField(label="Name as signed", max_length=120)
    signed_on = DayField(label="Signed on")
    file = PaperField(label="The signed paper")


class SendToSignForm(SignersForm):
    """The utility's papers to be signed on a screen."""

    papers = forms.MultipleChoiceField(
        label="What is signed",
        choices=SIGNED,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each is signed by itself, even where both stand in one PDF.",
    )
    file = PaperField(label="The utility's paper, filled in: PDF")
    field_order = ("papers", "file")


class ReplaceSignedForm(SignedPapersForm):
    """The same, in the place of a paper that was signed wrongly."""

    because = ReasonField(label="What was wrong with the first")


class SubmitForm(forms.Form):
    submitted_on = OwnDayField(label="Sent on")
    number = forms.CharField(label="Request number", max_length=60, required=False)


class ApprovalForm(forms.Form):
    approved_on = DayField(label="Approved on")
    paper = PaperField(
        label="The approval",
        required=False,
        help_text="PDF or photo. It may come later, before the close-out.",
    )


class ApprovalPaperForm(forms.Form):
    paper = PaperField(label="The approval")


class AnswerForm(forms.Form):
    ended_as = forms.ChoiceField(label="What the utility did", choices=ANSWERS, widget=forms.RadioSelect)
    on = DayField(label="On")
    because = ReasonField(label="Its reason")
    letter = PaperField(label="Its letter", required=False)


class InterconnectionOpenForm(forms.Form):
    why = forms.CharField(
        label="What makes it necessary", max_length=240, help_text="Solar, a battery, or backup power."
    )


class InterconnectionForm(Edits, forms.Form):
    number = forms.CharField(label="Interconnection number", max_length=60, required=False)
    submitted_on = ComingDayField(label="Sent on", required=False)
    approved_on = ComingDayField(label="Approved on", required=False)
    permission_on = ComingDayField(label="Permission to operate on", required=False)
    paper = PaperField(label="Its paper", required=False)
