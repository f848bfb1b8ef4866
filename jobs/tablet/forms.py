"""Forms of the office for tablets: order one to delete what is on it, settle what could not be filed."""

from __future__ import annotations

from typing import Any

from django import forms

from jobs.models import Forget, Tablet
from kilowire.floor.forms.fields import ReasonField
from kilowire.models import User


class ForgetForm(forms.Form):
    """Asks ``losing`` of users other than the owner, and only where unsent work would be lost."""

    how = forms.ChoiceField(
        label="How", choices=Forget.choices, initial=Forget.WHEN_SENT, widget=forms.RadioSelect
    )
    losing = forms.IntegerField(
        label="To forget at once: how many unsent things will be lost?", required=False, min_value=0
    )

    def __init__(self, *args: Any, tablet: Tablet, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["losing"].help_text = "Type their number, so that nobody loses them by a slip."
        if by.is_owner or not tablet.held_count:
            del self.fields["losing"]


class SettleNotFiledForm(forms.Form):
    note = ReasonField(
        label="What was done with it",
        help_text="Such as: entered by hand, asked again, not needed.",
    )
