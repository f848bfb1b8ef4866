"""The permit tab of a job: how it stands at the city, and a card for each permit with its possible acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jobs.job_page.lines import one_primary
from jobs.job_page.page import job_context, visible_job
from kilowire.floor.access import StaffRequest, staff_only
from permits.views.cards import card_of
from permits.views.open_acts import Acts
from permits.views.rows import permits_of
from permits.views.sentence import sentence_of


@require_safe
@staff_only
def permit(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    permits = permits_of(request, job)
    page = job_context(request, job, tab="permit")
    acts, today = Acts(job, request.user), page["today"]
    page["city"] = sentence_of(job, permits, today)
    live = [row for row in permits if row.is_live]
    told = len(live) == 1 and "clock" in page["city"]
    page["permits"] = [card_of(row, job, acts, today, clock_told=told) for row in live]
    page["ended"] = [card_of(row, job, acts, today) for row in permits if not row.is_live]
    one_primary(*_acts_of(page["permits"]), taken=page["sentence"]["here"])
    may_apply = request.user.is_office and not job.cancelled_on
    page["apply_url"] = reverse("permits:apply", args=[job.number]) if may_apply else ""
    return render(request, "permits/permit.html", page)


def _acts_of(cards: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The acts of each card: of its notices and inspections first, then of the permit itself."""
    for card in cards:
        yield from (row["acts"] for row in (*card["corrections"], *card["inspections"]))
        yield card["acts"]
