"""Pages of the tablets: unsent work of each, the order to delete, and the import of an exported zip."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.job_page.acts import Press, pressed
from jobs.models import Tablet, TabletZip
from jobs.models.tablet import TabletQuerySet
from jobs.models.tablet_zip import TabletZipQuerySet
from jobs.papers.views.paper_rows import unless_unchanged
from jobs.tablet.forms import BringInForm, ForgetForm
from jobs.tablet.services.tablet_zips import hand_in
from jobs.tablet.services.tablets import ask_to_forget, let_it_keep
from jobs.tablet.views.tablet_rows import tablet_rows
from jobs.tablet.views.zip_rows import zip_page, zip_rows
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import (
    carried_out,
    form_page,
    is_to_be_done,
    refusals_shown_on,
    status_of,
    typed,
)

SHOWN = 100
ZIPS_SHOWN = 10


@require_safe
@office_only
def tablets(request: StaffRequest) -> HttpResponse:
    found = list(_tablets(request).by_need()[: SHOWN + 1])
    rows = tablet_rows(found[:SHOWN], timezone.now())
    page = {"rows": rows, "more": len(found) > SHOWN, "old": sum(row["old"] for row in rows)}
    return render(request, "jobs/tablet/tablets.html", page)


@form_page
@office_only
def forget(request: StaffRequest, pk: UUID) -> HttpResponse:
    tablet = get_object_or_404(_tablets(request), pk=pk)
    form = ForgetForm(**typed(request), tablet=tablet, by=request.user)
    if carried_out(form, partial(ask_to_forget, tablet=tablet), by=request.user):
        return redirect("jobs:tablets")
    (row,) = tablet_rows([tablet], timezone.now())
    page = {"form": form, "row": row, "back": reverse("jobs:tablets")}
    return render(request, "jobs/tablet/forget_tablet.html", page, status=status_of(form))


@form_page
@office_only
def keep(request: StaffRequest, pk: UUID) -> HttpResponse:
    tablet = get_object_or_404(_tablets(request), pk=pk)
    press = Press(title="Let the tablet keep its work", does=partial(let_it_keep, tablet=tablet))
    return pressed(request, press, back=reverse("jobs:tablets"))


@form_page
@office_only
def bring_in(request: StaffRequest) -> HttpResponse:
    """Store what a tablet exported, and lead to the page that shows the result."""
    form = BringInForm(**typed(request))
    if is_to_be_done(form):
        with refusals_shown_on(form):
            row = hand_in(file=form.cleaned_data["file"], by=request.user)
            return redirect("jobs:brought_in", row.pk)
    page = {"form": form, "back": reverse("jobs:tablets"), "zips": zip_rows(_zips(request)[:ZIPS_SHOWN])}
    return render(request, "jobs/tablet/bring_in.html", page, status=status_of(form))


@require_safe
@office_only
def brought_in(request: StaffRequest, pk: int) -> HttpResponse:
    page = zip_page(get_object_or_404(_zips(request), pk=pk))
    return render(request, "jobs/tablet/brought_in.html", {**page, "back": reverse("jobs:tablets")})


@require_safe
@office_only
def brought_in_progress(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the poll of a page on which a zip is being brought in."""
    page = zip_page(get_object_or_404(_zips(request), pk=pk))
    return unless_unchanged(request, "jobs/tablet/_brought_in.html", page)


def _zips(request: StaffRequest) -> TabletZipQuerySet:
    return TabletZip.objects.visible_to(request.user).select_related("handed_in_by")


def _tablets(request: StaffRequest) -> TabletQuerySet:
    return Tablet.objects.visible_to(request.user).select_related("user", "forget_asked_by")
