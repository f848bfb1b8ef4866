"""Forms about an inspection, for the office and the field."""

from __future__ import annotations

from typing import Any

from django import forms

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
from permits.forms.applications import WORDS
from permits.models import Inspection, InspectionKind, Permit
from permits.visit_order import finals_asked, is_last_final

CARD_LATER = "PDF or photo. It may come later; the job is not closed out without the card of the final."


class DayOfCityForm(forms.Form):
    scheduled_on = ComingDayField(label="The city comes on")
    window = forms.CharField(
        label="Hours", max_length=40, required=False, help_text="As the city said, e.g. 8–12."
    )


class OtherDayForm(Edits, DayOfCityForm):
    """Change the day of an inspection that was requested."""


class AskForm(DayOfCityForm):
    kind = forms.ChoiceField(label="Inspection", choices=InspectionKind.choices)
    asked_on = OwnDayField(label="Asked on")
    field_order = ("kind", "asked_on", "scheduled_on", "window")

    def __init__(self, *args: Any, permit: Permit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheduled_on"].required = False
        if permit.finaled_on:
            offer(self, "kind", [kind for kind in InspectionKind.choices if kind[0] != InspectionKind.FINAL])


class PassForm(forms.Form):
    passed_on = DayField(label="Passed on")
    inspector = forms.CharField(label="Inspector", max_length=120, help_text="As on the card.")
    card = PaperField(label="Signed card", required=False, help_text=CARD_LATER)
    closes_permit = forms.BooleanField(
        label="The last final that the city asks for",
        required=False,
        help_text="This city holds a final before the adapter and another after it.",
    )

    def __init__(self, *args: Any, inspection: Inspection, finals_passed: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = inspection.permit.jurisdiction.visit_order
        if inspection.kind == InspectionKind.FINAL and finals_asked(order) > 1:
            self.fields["closes_permit"].initial = is_last_final(order, finals_passed)
        else:
            del self.fields["closes_permit"]


class FailForm(forms.Form):
    failed_on = DayField(label="Failed on")
    inspector = forms.CharField(label="Inspector", max_length=120, help_text="As on the slip.")
    corrections = forms.CharField(label="What the inspector wants corrected", widget=WORDS)
    card = PaperField(label="Card or slip", required=False)


class CallOffForm(forms.Form):
    cancelled_on = DayField(label="Called off on")
    because = ReasonField()


class MendedForm(forms.Form):
    mended_on = OwnDayField(label="Done on")
    photo = PhotoField(label="A photo that shows it", required=False)
    note = forms.CharField(
        label="What was done", max_length=400, required=False, help_text="A photo or a word: one of the two."
    )


class CardForm(forms.Form):
    card = PaperField(label="Signed card")


class RevokeForm(forms.Form):
    revoked_on = DayField(label="Taken back on")
    because = ReasonField(label="What the city said")
