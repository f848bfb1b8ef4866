"""Pages of this app outside a job: all applications by what they need now, and the fees per visit."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.job_page.acts import Press, pressed
from kilowire.floor.access import StaffRequest, office_only, owner_only
from kilowire.floor.days import counted, short_day, spoken_day
from kilowire.floor.forms.typed import form_page, is_to_be_done, refusals_shown_on, status_of, typed
from utility_requests.forms.tariffs import TariffForm
from utility_requests.models import FeeTariff
from utility_requests.services.tariffs import add_tariff, withdraw_tariff
from utility_requests.views.list_rows import parts_of


@require_safe
@office_only
def listing(request: StaffRequest) -> HttpResponse:
    parts = parts_of(request.user, timezone.localdate())
    figures = [
        {"id": part["id"], "count": part["count"], "word": part["word"], "bad": part["bad"]} for part in parts
    ]
    ours = sum(part["total"] for part in parts if part["ours"])
    theirs = sum(part["total"] for part in parts if not part["ours"])
    sentence = f"{counted(ours, 'application needs', 'applications need')} us, {theirs} wait for the utility."
    return render(
        request, "utility_requests/list.html", {"parts": parts, "figures": figures, "sentence": sentence}
    )


@form_page
@owner_only
def tariffs(request: StaffRequest) -> HttpResponse:
    form = TariffForm(**typed(request))
    if is_to_be_done(form):
        with refusals_shown_on(form):
            added = add_tariff(**form.cleaned_data, by=request.user)
            messages.success(request, f"{added} is on record.")
            return redirect("utility_requests:tariffs")
    page = {"form": form, "rows": _rows(timezone.localdate())}
    return render(request, "utility_requests/tariffs.html", page, status=status_of(form))


@form_page
@owner_only
def take_tariff_back(request: StaffRequest, pk: int) -> HttpResponse:
    tariff = get_object_or_404(FeeTariff.objects.visible_to(request.user), pk=pk)
    act = Press(title=f"Take back {tariff}", does=partial(withdraw_tariff, tariff=tariff))
    return pressed(request, act, back=reverse("utility_requests:tariffs"))


def _rows(today: date) -> list[dict[str, Any]]:
    tariffs = list(FeeTariff.objects.select_related("utility", "entered_by").with_rests())
    holding: set[int] = set()
    rows = []
    for tariff in tariffs:
        tone, word = _state(tariff, today, holding)
        rows.append(
            {
                "utility": tariff.utility.name,
                "from": spoken_day(tariff.effective_from),
                "amount": tariff.amount_usd,
                "source": tariff.source,
                "by": tariff.entered_by.name if tariff.entered_by else "",
                "tone": tone,
                "word": word,
                "withdraw_url": ""
                if tariff.withdrawn_on or tariff.rests  # type: ignore[attr-defined]  # annotated by with_rests
                else reverse("utility_requests:take_tariff_back", args=[tariff.pk]),
            }
        )
    return rows


def _state(tariff: FeeTariff, today: date, holding: set[int]) -> tuple[str, str]:
    """Return a tariff's state and tone; the newest that has begun is valid, as rows come newest first."""
    if tariff.withdrawn_on:
        return "", f"taken back {short_day(tariff.withdrawn_on, today)}"
    if tariff.effective_from > today:
        return "wait", "to come"
    if tariff.utility_id in holding:
        return "", "over"
    holding.add(tariff.utility_id)
    return "ok", "holds"
