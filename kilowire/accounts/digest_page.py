"""The page on which somebody of the office chooses the hour of their daily digest."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kilowire.accounts.digests import HOURS, choose_hour
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import carried_out, form_page, status_of, typed


def _in_words(hour: int) -> str:
    return f"{hour % 12 or 12} {'PM' if hour >= 12 else 'AM'}"


class DigestForm(forms.Form):
    hour = forms.TypedChoiceField(
        label="The digest comes at",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Never"), *((hour, _in_words(hour)) for hour in HOURS)],
    )


@form_page
@office_only
def digest(request: StaffRequest) -> HttpResponse:
    form = DigestForm(**typed(request), initial={"hour": request.user.digest_hour})
    if carried_out(form, partial(choose_hour), by=request.user):
        return redirect("digest")
    page: dict[str, Any] = {"form": form, "to": request.user.email}
    return render(request, "kilowire/digest.html", page, status=status_of(form))
