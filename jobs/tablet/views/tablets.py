"""Pages of the tablets: the unsent work of each, and the order to delete what is on it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.job_page.acts import Press, pressed
from jobs.models import PutAside, Tablet
from jobs.models.tablet import TabletQuerySet
from jobs.tablet.forms import ForgetForm
from jobs.tablet.services.tablets import ask_to_forget, let_it_keep
from jobs.tablet.views.tablet_rows import tablet_rows
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import (
    carried_out,
    form_page,
    status_of,
    typed,
)

SHOWN = 100


@require_safe
@office_only
def tablets(request: StaffRequest) -> HttpResponse:
    found = list(_tablets(request).by_need()[: SHOWN + 1])
    rows = tablet_rows(found[:SHOWN], timezone.now())
    aside = PutAside.objects.visible_to(request.user).open().count()
    old = sum(row["old"] for row in rows)
    page = {"rows": rows, "more": len(found) > SHOWN, "old": old, "put_aside": aside}
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


def _tablets(request: StaffRequest) -> TabletQuerySet:
    return Tablet.objects.visible_to(request.user).select_related("user", "forget_asked_by")
