"""Saves and removes views of the board."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from jobs.job_page.acts import Press, pressed
from jobs.models import SavedView
from jobs.office.forms import SaveViewForm
from jobs.office.services import saved_views
from jobs.office.views.filters import JobFilters
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import carried_out, form_page, status_of, typed
from kilowire.models import User


@form_page
@office_only
def save_view(request: StaffRequest) -> HttpResponse:
    """Save the filters in the address under a name, then lead back to the board with them."""
    query = board_query(request)
    form = SaveViewForm(**typed(request))
    back = f"{reverse('jobs:board')}{query}"
    if carried_out(form, partial(saved_views.save_view, query=query), by=request.user):
        return redirect(back)
    page = {"form": form, "cancel_url": back}
    return render(request, "jobs/office/save_view.html", page, status=status_of(form))


@form_page
@office_only
def remove_view(request: StaffRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    press = Press(
        title=f"Remove the view {view}",
        does=partial(saved_views.remove_view, view=view),
        done=f"The view {view} is removed.",
    )
    return pressed(request, press, back=reverse("jobs:board"))


def board_query(request: StaffRequest) -> str:
    """Return the query string of the board as it stands, with only what the board knows."""
    cards = "full" if request.GET.get("cards") == "full" else ""
    return JobFilters.from_address(request.GET).address(cards=cards)


def shown_views(request: StaffRequest, user: User) -> list[dict[str, Any]]:
    """Return the links to the saved views that this user sees; ``current`` is the one that stands."""
    base, query = reverse("jobs:board"), board_query(request)
    return [
        {
            "label": view.name,
            "url": f"{base}{view.query}",
            "current": view.query == query,
            "shared_by": view.by.name if view.shared and view.by_id != user.pk else "",
            "remove_url": reverse("jobs:remove_view", args=[view.pk])
            if view.query == query and view.may_be_removed_by(user)
            else "",
        }
        for view in SavedView.objects.visible_to(user).select_related("by")
    ]
