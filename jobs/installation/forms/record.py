"""Forms of the installation record, the make-safe record, the test and the commissioning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jobs.installation.readings import (
    Facts,
    Impossible,
    impossible_installation,
    impossible_test,
    unlikely_installation,
    unlikely_test,
)
from jobs.models import CommissioningRecord, InstallationRecord, PhotoSlot
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import OwnDayField, PhotoField
from kilowire.floor.forms.rows import RowForm
from kilowire.models import User


class TechnicianField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no type argument when it runs
    """A user who may sign for work."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.filter(is_active=True), empty_label="Choose", **kwargs)


class TorqueField(forms.CharField):
    """One reading per line: terminal, specified, measured (inch-pounds). Cleans to rows of three texts."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Torque readings")
        kwargs.setdefault(
            "help_text", "One a line: terminal, specified, measured in inch-pounds. Breaker L1, 45, 45"
        )
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(", ".join(str(cell) for cell in row) for row in value)
        return value

    def clean(self, value: Any) -> list[list[str]]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return [self._reading(number, line) for number, line in enumerate(lines, start=1)]

    def _reading(self, number: int, line: str) -> list[str]:
        cells = [cell.strip().replace("−", "-") for cell in line.split(",")]
        if len(cells) != 3 or not cells[0]:
            raise ValidationError(f"Line {number} needs three parts: terminal, specified, measured.")
        for cell in cells[1:]:
            try:
                Decimal(cell)
            except InvalidOperation:
                raise ValidationError(f"Line {number}: “{cell}” is not a number of inch-pounds.") from None
        return cells


def _refuse_impossible(form: forms.BaseForm, first_impossible: Callable[[Facts], Impossible | None]) -> None:
    """Say at its field which reading cannot be, once every field could be read."""
    found = None if form.errors else first_impossible(form.cleaned_data)
    if found:
        form.add_error(*found)


class InstallationForm(Edits, RowForm):
    work_started_on = OwnDayField(label="Work began on")
    installed_on = OwnDayField(label="Installed on")
    lead = TechnicianField(label="Lead technician")
    torque_readings = TorqueField()
    dead_and_locked_on = OwnDayField(label="Circuit dead and locked on")

    class Meta:
        model = InstallationRecord
        fields = [
            "work_started_on",
            "installed_on",
            "lead",
            "circuit_amps",
            "charger_amps",
            "charger_make",
            "charger_model",
            "charger_serial",
            "charger_location",
            "breaker",
            "wire",
            "conduit_to_first_enclosure",
            "liquidtight_to_first_enclosure",
            "conduit_beyond",
            "comms_cable",
            "comms_liquidtight",
            "torque_readings",
            "dead_and_locked_on",
            "note",
        ]
        labels = {
            "circuit_amps": "Circuit (A)",
            "charger_amps": "Charger set to (A)",
            "conduit_to_first_enclosure": "Conduit from adapter to first enclosure",
            "liquidtight_to_first_enclosure": "It is liquid-tight",
            "conduit_beyond": "Conduit beyond",
            "comms_cable": "There is a communication cable",
            "comms_liquidtight": "The communication cable is in liquid-tight conduit",
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not facts.get("comms_cable") and facts.get("comms_liquidtight") is not None:
            self.add_error("comms_liquidtight", "There is no communication cable, so it has no conduit.")
        _refuse_impossible(self, impossible_installation)
        return facts

    def doubts(self, given: dict[str, Any]) -> list[str]:
        return [unlikely.sentence for unlikely in unlikely_installation(given)]


class FinishForm(forms.Form):
    """A field for each photo that the installation still needs."""

    def __init__(self, *args: Any, slots: Sequence[PhotoSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = [slot.value for slot in slots]
        for slot in slots:
            self.fields[slot.value] = PhotoField(label=slot.label, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {"photos": {slot: given[slot] for slot in self.slots if given.get(slot)}}


class MakeSafeForm(forms.Form):
    done_on = OwnDayField(label="Done on")
    done_by = TechnicianField(label="Done by")
    what = forms.CharField(label="What was done", widget=forms.Textarea(attrs={"rows": 3}))
    dead_and_locked_on = OwnDayField(label="Circuit dead and locked on")


class TestForm(Edits, RowForm):
    tested_on = OwnDayField(label="Tested on")
    tested_by = TechnicianField(label="Tested by")
    ground_fault_tested_on = OwnDayField(label="Ground-fault protection tested on")
    commission = forms.BooleanField(
        label="Commission the charger with this test",
        required=False,
        initial=True,
        help_text="The homeowner may charge from then on.",
    )

    class Meta:
        model = CommissioningRecord
        fields = [
            "tested_on",
            "tested_by",
            "volts_l1_l2",
            "volts_l1_n",
            "volts_l2_n",
            "charging_amps",
            "charger_limit_amps",
            "ground_fault_tested_on",
            "load_management_seen",
            "shown_to",
            "note",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, may_commission: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_commission:
            del self.fields["commission"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        _refuse_impossible(self, impossible_test)
        return facts

    def doubts(self, given: dict[str, Any]) -> list[str]:
        return [unlikely.sentence for unlikely in unlikely_test(given)]


class CommissionForm(forms.Form):
    on = OwnDayField(label="Commissioned on")
