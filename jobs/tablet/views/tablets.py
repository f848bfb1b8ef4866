"""The tablets: what each still holds and since when, the order to forget, and a queue brought in as a zip."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jobs.job_page.act_page import pressed
from jobs.models import Tablet
from jobs.tablet.forms import BringInForm, ForgetForm
from jobs.tablet.services.tablet_import import import_queue
from jobs.tablet.services.tablets import ask_to_forget, let_it_keep
from jobs.tablet.views.tablet_rows import brought_in, tablet_rows
from kilowire.floor.access import office_only
from kilowire.floor.forms.typed import form_page, typed
from kilowire.floor.refusals import refusals_shown_on

SHOWN = 100


@require_safe
@office_only
def tablets(request: HttpRequest) -> HttpResponse:
    found = list(_tablets(request).by_need()[: SHOWN + 1])
    rows = tablet_rows(found[:SHOWN], timezone.now())
    page = {"rows": rows, "more": len(found) > SHOWN, "old": sum(row["old"] for row in rows)}
    return render(request, "jobs/tablet/tablets.html", page)


@form_page
@office_only
def forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    tablet = get_object_or_404(_tablets(request), pk=pk)
    form = ForgetForm(**typed(request), tablet=tablet, by=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            ask_to_forget(tablet=tablet, by=request.user, **form.cleaned_data)
            return redirect("jobs:tablets")
    (row,) = tablet_rows([tablet], timezone.now())
    status = 422 if form.is_bound else 200
    page = {"form": form, "row": row, "back": reverse("jobs:tablets")}
    return render(request, "jobs/tablet/forget_tablet.html", page, status=status)


@require_POST
@office_only
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    act = partial(let_it_keep, tablet=get_object_or_404(_tablets(request), pk=pk))
    return pressed(request, act, back=reverse("jobs:tablets"))


@form_page
@office_only
def bring_in(request: HttpRequest) -> HttpResponse:
    """Take what a tablet exported, and list what came of each thing."""
    form, page = BringInForm(**typed(request)), {"back": reverse("jobs:tablets")}
    if form.is_valid():
        with refusals_shown_on(form):
            page["groups"] = brought_in(import_queue(file=form.cleaned_data["file"], by=request.user))
            return render(request, "jobs/tablet/brought_in.html", page)
    status = 422 if form.is_bound else 200
    return render(request, "jobs/tablet/bring_in.html", {**page, "form": form}, status=status)


def _tablets(request: HttpRequest) -> QuerySet[Tablet]:
    return Tablet.objects.visible_to(request.user).select_related("person", "forget_asked_by")
