"""The desk's own pages: all applications by what they need now, and the fees per visit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kilowire.floor.access import office_only, owner_only
from kilowire.floor.days import counted, short_day
from kilowire.floor.forms.typed import form_page, typed
from kilowire.floor.refusals import Refused, refusals_shown_on
from utility_requests.forms.tariffs import TariffForm
from utility_requests.models import FeeTariff
from utility_requests.services.tariffs import add_tariff, withdraw_tariff
from utility_requests.views.desk_rows import parts_of


@require_safe
@office_only
def desk(request: HttpRequest) -> HttpResponse:
    parts = parts_of(request.user, timezone.localdate())
    figures = [
        {"id": part["id"], "count": part["count"], "word": part["word"], "bad": part["bad"]} for part in parts
    ]
    ours = sum(part["total"] for part in parts if part["ours"])
    theirs = sum(part["total"] for part in parts if not part["ours"])
    sentence = f"{counted(ours, 'application needs', 'applications need')} us, {theirs} wait for the utility."
    return render(
        request, "utility_requests/desk.html", {"parts": parts, "figures": figures, "sentence": sentence}
    )


@form_page
@owner_only
def tariffs(request: HttpRequest) -> HttpResponse:
    form = TariffForm(**_fields(request))
    if form.is_valid():
        with refusals_shown_on(form):
            added = add_tariff(**form.cleaned_data, by=request.user)
            messages.success(request, f"{added} is on record.")
            return redirect("utility_requests:tariffs")
    page = {"form": form, "rows": _rows(timezone.localdate())}
    return render(request, "utility_requests/tariffs.html", page, status=422 if form.is_bound else 200)


@require_POST
@owner_only
def take_tariff_back(request: HttpRequest, pk: int) -> HttpResponse:
    tariff = get_object_or_404(FeeTariff.objects.visible_to(request.user), pk=pk)
    try:
        withdraw_tariff(tariff=tariff, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("utility_requests:tariffs")


def _fields(request: HttpRequest) -> dict[str, Any]:
    return {"data": typed(request)["data"]} if request.method == "POST" else {}


def _rows(today: date) -> list[dict[str, Any]]:
    tariffs = list(FeeTariff.objects.select_related("utility", "entered_by").with_rests())
    holding: set[int] = set()
    rows = []
    for tariff in tariffs:
        tone, word = _state(tariff, today, holding)
        rows.append(
            {
                "utility": tariff.utility.name,
                "from": f"{tariff.effective_from:%-d %B %Y}",
                "amount": tariff.amount_usd,
                "source": tariff.source,
                "by": tariff.entered_by.name if tariff.entered_by else "",
                "tone": tone,
                "word": word,
                "withdraw_url": ""
                if tariff.withdrawn_on or tariff.rests
                else reverse("utility_requests:take_tariff_back", args=[tariff.pk]),
            }
        )
    return rows


def _state(tariff: FeeTariff, today: date, holding: set[int]) -> tuple[str, str]:
    """The newest that has begun holds; rows come newest first within each utility."""
    if tariff.withdrawn_on:
        return "", f"taken back {short_day(tariff.withdrawn_on, today)}"
    if tariff.effective_from > today:
        return "wait", "to come"
    if tariff.utility_id in holding:
        return "", "over"
    holding.add(tariff.utility_id)
    return "ok", "holds"
