"""Forms of the office about the utility's visits and their fees."""

from __future__ import annotations

from typing import Any

from django import forms

from jobs.road.stages import Kind
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import (
    ComingDayField,
    DayField,
    OwnDayField,
    PaperField,
    PhotoField,
    ReasonField,
    offer,
)
from utility_requests.failure_reasons import CHOICES, OF_A_REMOVAL, REASONS
from utility_requests.models import FeeAnswer, Outcome, PaidBy, WindowOver

HOURS = "As the utility gave them, e.g. 8–12. The homeowner reads other words only after typing the code."


class FeePaymentForm(forms.Form):
    paid_on = OwnDayField(label="Paid on")
    paid_by = forms.ChoiceField(label="Paid by", choices=PaidBy.choices, widget=forms.RadioSelect)
    receipt = PaperField(label="The receipt")


class FeeAnswerForm(forms.Form):
    fee_answer = forms.ChoiceField(
        label="What the utility says of this visit's fee", choices=FeeAnswer.choices, widget=forms.RadioSelect
    )
    answered_on = DayField(label="Said on")


class WindowForm(forms.Form):
    starts_on = ComingDayField(label="Day of the visit")
    ends_on = ComingDayField(
        label="Last day", required=False, help_text="Only where the utility gave a span of days."
    )
    hours = forms.CharField(label="Hours", max_length=40, required=False, help_text=HOURS)
    given_on = DayField(label="The utility said so on")


class MovedForm(forms.Form):
    told_on = DayField(label="The utility said so on")
    starts_on = ComingDayField(
        label="New day", required=False, help_text="Empty where the utility gave no other day yet."
    )
    ends_on = ComingDayField(label="Last day", required=False)
    hours = forms.CharField(label="Hours", max_length=40, required=False, help_text=HOURS)
    note = forms.CharField(label="What it said", max_length=400, required=False)


class OutcomeForm(forms.Form):
    """Offers the outcomes that fit the kind of job; reasons are used only for a failed visit."""

    outcome = forms.ChoiceField(label="Outcome", widget=forms.RadioSelect)
    happened_on = DayField(label="On")
    serial_seen = forms.CharField(
        label="Serial number on the adapter in the socket",
        max_length=60,
        required=False,
        help_text="Read off the adapter, once it is set.",
    )
    reasons = forms.MultipleChoiceField(
        label="If it failed: the utility's reasons",
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label="Note", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        done = Outcome.REMOVED if kind == Kind.REMOVAL else Outcome.SET
        outcomes = [
            (done.value, done.label),
            (Outcome.FAILED.value, "Failed: the utility left without doing the work"),
            (Outcome.NO_ACCESS.value, "No access: the utility could not get to the meter"),
            (WindowOver.DID_NOT_COME.value, "The utility did not come"),
        ]
        offer(self, "outcome", outcomes)
        if kind == Kind.REMOVAL:
            self._ask_what_came_out()

    def _ask_what_came_out(self) -> None:
        """Ask of a removal its own questions, and offer the reasons for which one can fail."""
        self.fields["serial_seen"].label = "Serial number of what came out"
        self.fields[
            "serial_seen"
        ].help_text = "Read off it, once it is out. Without one, say in the note what it was."
        self.fields["note"].label = "What came out and who has it now"
        own = [(code, REASONS[code].found) for code in OF_A_REMOVAL]
        offer(self, "reasons", own)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        told = given.get("serial_seen") or given.get("note")
        if given.get("outcome") == Outcome.REMOVED and not told:
            self.add_error("serial_seen", "Say what came out: its serial number, or what it was.")
        return given


class MendedForm(forms.Form):
    mended_on = OwnDayField(label="Mended on")
    photo = PhotoField(label="A photo that shows it", required=False)
    note = forms.CharField(
        label="How", max_length=240, required=False, help_text="A photo or a word: one of the two."
    )


class SerialForm(Edits, forms.Form):
    serial_seen = forms.CharField(label="Serial number on the adapter in the socket", max_length=60)
    because = ReasonField(label="How it was found out")


class CameOffForm(forms.Form):
    came_off_on = DayField(label="Off since")
    because = ReasonField(label="What happened")
