"""The board: the whole road, one column per stage with count, money at stake and oldest job."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.directory.views.places import Places
from jobs.models import Job, OpenItem
from jobs.office.views.filters import JobFilters, board_choices
from jobs.office.views.job_rows import rows_of
from jobs.office.views.saved_views import board_query, shown_views
from jobs.road.stage_table import stage_label
from jobs.road.stages import Stage
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.capped_counts import ASKED, count_word, counts_and_first_keys
from kilowire.floor.days import counted

CARDS = 12
COUNTED = 1000
STAKES_READ = 5000
COLUMNS = tuple(stage.value for stage in Stage if stage not in (Stage.WARRANTY, Stage.DONE))


@require_safe
@office_only
def board(request: StaffRequest) -> HttpResponse:
    filters, places = JobFilters.from_address(request.GET), Places()
    roomy = request.GET.get("cards") == "full"
    page = {
        "columns": _columns(filters, places),
        "boxes": board_choices(filters, places),
        "filtered": bool(filters.chosen()),
        "roomy": roomy,
        "views": shown_views(request, request.user),
        "save_url": reverse("jobs:save_view") + board_query(request),
        "density_url": filters.address(cards="" if roomy else "full"),
    }
    return render(request, "jobs/office/board.html", page)


def _columns(filters: JobFilters, places: Places) -> list[dict[str, Any]]:
    jobs = filters.applied_to(Job.objects.at_stage(ASKED).filter(cancelled_on=None)).order_by("pk")
    counts, keys = counts_and_first_keys([(jobs, COLUMNS)], COUNTED, CARDS)
    day = timezone.localdate()
    cards, stakes = _cards([key for column in keys for key in column], places, day), _stakes(filters)
    utility = places.utility_word(filters.utility)
    return [
        {
            "label": stage_label(stage, utility),
            "count": count_word(count, COUNTED),
            "cards": [cards[key] for key in column if key in cards],
            "stake": f"${stakes[stage]:,.0f} at stake" if stakes[stage] else "",
            "oldest": _oldest((cards[key] for key in column[:1] if key in cards), day),
            "more": count > len(column),
            "url": reverse("jobs:list") + filters.address(stage=stage, state="open", order="oldest"),
        }
        for stage, count, column in zip(COLUMNS, counts, keys, strict=True)
    ]


def _cards(keys: list[int], places: Places, day: date) -> dict[int, dict[str, Any]]:
    jobs = places.attach_to(Job.objects.filter(pk__in=keys).for_board())
    rows = rows_of(jobs, day, with_lights=True)
    return {job.pk: row for job, row in zip(jobs, rows, strict=True)}


def _oldest(cards: Iterable[dict[str, Any]], day: date) -> str:
    """Return the age of the column's first card, the longest on the road."""
    return next((f"oldest {counted((day - card['opened_on']).days, 'day')}" for card in cards), "")


def _stakes(filters: JobFilters) -> defaultdict[str, Decimal]:
    """Return the USD at stake in each stage; several items that risk one amount on a job count once."""
    items = OpenItem.objects.open().filter(stake_usd__gt=0, job__cancelled_on=None, job__stage__in=COLUMNS)
    if filters.chosen():
        items = items.filter(job__in=filters.applied_to(Job.objects.filter(cancelled_on=None)))
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    rows = items.order_by().values_list("job__stage", "stake_usd", "job").distinct()[:STAKES_READ]
    for stage, stake, _ in rows:
        sums[stage] += stake
    return sums
