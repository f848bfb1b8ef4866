"""The inbox: messages whose sender nobody knows, each to be put on a job or discarded; and the answer."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from jobs.inbox.forms import AnswerForm, DiscardMessageForm, PlaceForm
from jobs.inbox.services import inbox as acts
from jobs.job_page.acts import Act, ActPage, overview_tab
from jobs.models import Inbound, Job
from jobs.notices.views.message_rows import unknown_said
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.forms.typed import carried_out, form_page, status_of, typed
from kilowire.floor.keyset import page_of
from kilowire.models import User

SHOWN = 50


@require_safe
@office_only
def inbox(request: StaffRequest) -> HttpResponse:
    page = page_of(Inbound.objects.visible_to(request.user).unplaced(), request.GET, SHOWN)
    shown = {"rows": page.rows, "pager": page.pager({}, "message"), "unknown": unknown_said()}
    return render(request, "jobs/inbox/inbox.html", shown)


@form_page
@office_only
def place_message(request: StaffRequest, pk: int) -> HttpResponse:
    message = _unplaced(request.user, pk)
    form = PlaceForm(**typed(request), by=request.user)
    if carried_out(form, partial(acts.place, message=message), by=request.user):
        return redirect("jobs:inbox")
    return _settling(request, message, form, "Put it on a job", danger=False)


@form_page
@office_only
def discard_message(request: StaffRequest, pk: int) -> HttpResponse:
    message = _unplaced(request.user, pk)
    form = DiscardMessageForm(**typed(request))
    if carried_out(form, partial(acts.discard, message=message), by=request.user):
        return redirect("jobs:inbox")
    return _settling(request, message, form, "Discard it", danger=True)


def visible_message(user: User, job: Job, pk: int) -> Inbound:
    return get_object_or_404(Inbound.objects.visible_to(user).of(job), pk=pk)


@overview_tab.act_on(visible_message, office_only)
def answer_message(page: ActPage, message: Inbound) -> Act:
    return Act(
        title=f"Answer: {message}",
        form=AnswerForm,
        does=partial(acts.answer, message=message),
        submit="Answer",
        note=f"{message.subject} {message.text}".strip(),
    )


def _unplaced(user: User, pk: int) -> Inbound:
    return get_object_or_404(Inbound.objects.visible_to(user), pk=pk)


def _settling(
    request: StaffRequest, message: Inbound, form: Any, title: str, *, danger: bool
) -> HttpResponse:
    page = {"form": form, "message": message, "title": title, "danger": danger}
    return render(request, "jobs/inbox/settle.html", page, status=status_of(form))
