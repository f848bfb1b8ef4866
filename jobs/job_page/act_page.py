"""One page for one act: a form under the job's head, 422 with everything typed kept where it is refused.

An act that is one press has no page: what it was refused for is said where the person goes back to.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jobs.job_page.page import job_context
from jobs.models import Job
from kilowire.floor.access import StaffRequest
from kilowire.floor.refusals import Refused, refusals_shown_on


def act_page(
    request: StaffRequest,
    job: Job,
    form: forms.BaseForm,
    act: Callable[..., Any],
    *,
    tab: str,
    back: str,
    title: str,
    submit: str,
    note: str = "",
    danger: bool = False,
) -> HttpResponse:
    """Show the form, or call ``act(**cleaned_data, by=user)`` once and go back to the tab named ``back``."""
    back_url = reverse(back, args=[job.number])
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            act(**form.cleaned_data, by=request.user)
            return redirect(back_url)
    page = {
        "form": form,
        "title": title,
        "submit": submit,
        "note": note,
        "danger": danger,
        "cancel_url": back_url,
    }
    status = 422 if form.is_bound else 200
    return render(
        request, "jobs/job_page/act.html", {**job_context(request, job, tab=tab), **page}, status=status
    )


def pressed(request: StaffRequest, act: Callable[..., Any], *, back: str, done: str = "") -> HttpResponse:
    """Call ``act(by=user)`` once and go back to the address ``back``."""
    try:
        act(by=request.user)
        if done:
            messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)


overview_act = partial(act_page, tab="overview", back="jobs:overview")
