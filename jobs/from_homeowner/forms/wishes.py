"""The form on which a homeowner chooses how we tell them: mail or text, language, quiet hours."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.models import Channel, Language
from kilowire.floor.days import spoken_time
from kilowire.floor.forms.fields import offer
from kilowire.floor.outgoing.texts import can_text


class WishesForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    tell_by = forms.ChoiceField(label=_("We write to you by"), widget=forms.RadioSelect)
    quiet_from = forms.TypedChoiceField(label=_("No messages from"), coerce=int)
    quiet_until = forms.TypedChoiceField(
        label=_("until"), coerce=int, help_text=_("The same hour twice means that you have no quiet hours.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = [(Channel.TEXT, _("Text message"))] if can_text() else []
        offer(self, "tell_by", [(Channel.EMAIL, _("Email")), *texts])
        hours = [(hour, spoken_time(time(hour))) for hour in range(24)]
        for name in ("quiet_from", "quiet_until"):
            offer(self, name, hours)
