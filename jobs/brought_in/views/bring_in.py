"""Pages on which the office brings in the zip that a tablet exported, and sees how far it is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jobs.brought_in.forms import BringInForm
from jobs.brought_in.services.tablet_zips import hand_in
from jobs.brought_in.views.zip_rows import zip_page, zip_rows
from jobs.models import TabletZip
from jobs.models.tablet_zip import TabletZipQuerySet
from jobs.papers.views.paper_rows import unless_unchanged
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import form_page, is_to_be_done, refusals_shown_on, status_of, typed

ZIPS_SHOWN = 10


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
    return render(request, "jobs/brought_in/bring_in.html", page, status=status_of(form))


@require_safe
@office_only
def brought_in(request: StaffRequest, pk: int) -> HttpResponse:
    page = zip_page(get_object_or_404(_zips(request), pk=pk))
    return render(request, "jobs/brought_in/brought_in.html", {**page, "back": reverse("jobs:tablets")})


@require_safe
@office_only
def brought_in_progress(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the poll of a page on which a zip is being brought in."""
    page = zip_page(get_object_or_404(_zips(request), pk=pk))
    return unless_unchanged(request, "jobs/brought_in/_brought_in.html", page)


def _zips(request: StaffRequest) -> TabletZipQuerySet:
    return TabletZip.objects.visible_to(request.user).select_related("handed_in_by")
