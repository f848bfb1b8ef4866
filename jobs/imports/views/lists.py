"""Pages on which the office hands in a list of jobs, chooses its columns, and sees what comes of it."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jobs.imports.forms import ColumnsForm, ListForm
from jobs.imports.services import lists
from jobs.imports.views.list_rows import list_page, list_rows
from jobs.models import JobList
from jobs.models.job_list import JobListQuerySet
from jobs.papers.views.paper_rows import unless_unchanged
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.once import carried_out_once
from kilowire.floor.forms.typed import form_page, is_to_be_done, refusals_shown_on, status_of, typed
from kilowire.floor.refusals import Refused

LISTS_SHOWN = 10
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@form_page
@office_only
def job_lists(request: StaffRequest) -> HttpResponse:
    """Store a list, and lead to the page where its columns are chosen."""
    form = ListForm(**typed(request))
    if is_to_be_done(form):
        with refusals_shown_on(form):
            row = lists.hand_in(file=form.cleaned_data["file"], by=request.user)
            return redirect("jobs:job_list_columns", row.pk)
    page = {"form": form, "lists": list_rows(_lists(request)[:LISTS_SHOWN])}
    return render(request, "jobs/imports/lists.html", page, status=status_of(form))


@form_page
@office_only
def choose_columns(request: StaffRequest, pk: int) -> HttpResponse:
    """Say which column is which; then every row is checked."""
    row = get_object_or_404(_lists(request), pk=pk)
    form = ColumnsForm(**typed(request), job_list=row)
    if is_to_be_done(form):
        with refusals_shown_on(form):
            lists.check(job_list=row, chosen=form.chosen(), by=request.user)
            return redirect("jobs:job_list", row.pk)
    page = {"form": form, "list": row}
    return render(request, "jobs/imports/columns.html", page, status=status_of(form))


@require_safe
@office_only
def job_list(request: StaffRequest, pk: int) -> HttpResponse:
    page = list_page(get_object_or_404(_lists(request), pk=pk))
    return render(request, "jobs/imports/list.html", page)


@require_safe
@office_only
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the poll of a page on which a list is being read."""
    page = list_page(get_object_or_404(_lists(request), pk=pk))
    return unless_unchanged(request, "jobs/imports/_list.html", page)


@require_POST
@office_only
def open_jobs(request: StaffRequest, pk: int) -> HttpResponse:
    """Open a job for each good row of a list that was checked."""
    row = get_object_or_404(_lists(request), pk=pk)
    try:
        with carried_out_once():
            lists.bring_in(job_list=row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("jobs:job_list", row.pk)


@require_safe
@office_only
def refused_rows(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand out the refused rows with their reasons as CSV; no cell begins like a formula."""
    row = get_object_or_404(_lists(request), pk=pk)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="refused-rows-{row.pk}.csv"'
    table = csv.writer(answer)
    table.writerow(["Line", "Name", "Reasons"])
    for each in row.result.get("refusals", ()):
        table.writerow([each["line"], _harmless(each["name"]), _harmless("; ".join(each["reasons"]))])
    return answer


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _lists(request: StaffRequest) -> JobListQuerySet:
    return JobList.objects.visible_to(request.user).select_related("handed_in_by")
