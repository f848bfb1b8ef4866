"""Forms of the office for open items: add, move, end."""

from __future__ import annotations

from django import forms

from jobs.models import Party
from jobs.road.stages import STEP, Milestone
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import ComingDayField, MoneyField, ReasonField

_BLOCKABLE = [(m.value, STEP[m].done.capitalize()) for m in Milestone if STEP[m].ours]


class OpenItemForm(forms.Form):
    party = forms.ChoiceField(label="Who acts next", choices=Party.choices)
    what = forms.CharField(
        label="What for",
        max_length=240,
        help_text="If the homeowner acts next, they read it with their papers, after typing the code.",
    )
    expected_on = ComingDayField(label="Expected on", required=False)
    window = forms.CharField(
        label="Hours", max_length=40, required=False, help_text="If a day is given: 8–12, or morning."
    )
    stake_usd = MoneyField(label="At stake (USD)", max_digits=9, min_value=0, required=False)
    blocks = forms.ChoiceField(
        label="Must be done before", choices=[("", "Nothing waits for it"), *_BLOCKABLE], required=False
    )


class MoveItemForm(Edits, forms.Form):
    expected_on = ComingDayField(label="Now expected on")
    window = forms.CharField(label="Hours", max_length=40, required=False)
    because = ReasonField(label="Who said so, or why", required=False)


class EndByWordForm(forms.Form):
    """For what a cancelled job leaves to undo, where nobody outside will answer."""

    note = ReasonField(label="What was done, and why nothing more will come of it", max_length=240)


class EndItemForm(forms.Form):
    note = ReasonField(label="How it ended", max_length=240)
