"""The acts on a tab of a job's page, each said by one function: its form, its words, its service.

``photos_tab = TabActs("photos", back="jobs:photos")`` stands once per tab. A function beneath
``@photos_tab.act_on(visible_photo, office_only)`` gets the photo and says an ``Act``; all that acts have in
common is done here: methods, the door's roles, the row through its guard, 422 with everything typed kept
where it is refused, and back to the tab once it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jobs.job_page.page import job_context, visible_job
from jobs.models import Job
from kilowire.floor.access import StaffRequest, View
from kilowire.floor.forms.typed import carried_out, form_page, status_of, typed
from kilowire.floor.refusals import Refused
from kilowire.models import User

P = ParamSpec("P")
Row = TypeVar("Row")
Said = TypeVar("Said")
Door = Callable[[View], View]
Service = Callable[..., object]
"""An act of a service; called with what was typed, by name, and with ``by``."""


@dataclass(frozen=True)
class ActPage:
    """Who asks, and for which job."""

    request: StaffRequest
    job: Job

    @property
    def user(self) -> User:
        return self.request.user


@dataclass(frozen=True, kw_only=True)
class Act:
    """One form and what it does: ``does(**cleaned_data, by=user)``.

    ``beside`` is what a template of its own shows beside the form.
    """

    title: str
    submit: str
    form: Callable[..., forms.BaseForm]
    does: Service
    note: str = ""
    danger: bool = False
    template: str = "jobs/job_page/act.html"
    beside: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Press:
    """An act of one press, without a page: ``does(by=user)``, and what is said once it is done."""

    does: Service
    done: str = ""


@dataclass(frozen=True)
class TabActs:
    """The acts on one tab; ``back`` names the page to which each returns."""

    key: str
    back: str

    def act(self, door: Door) -> Callable[[Callable[[ActPage, Job], Act | HttpResponse]], View]:
        """An act on the job itself."""
        return self.act_on(the_job, door)

    def act_on(
        self, fetch: Callable[Concatenate[User, Job, P], Row], door: Door
    ) -> Callable[[Callable[[ActPage, Row], Act | HttpResponse]], View]:
        """An act on the row that ``fetch`` finds for this person by what the address names beside the job.

        The function says another answer than an ``Act`` where the act has a page elsewhere.
        """
        return lambda says: form_page(door(_on_row(fetch, says, self._act_page)))

    def press(self, door: Door) -> Callable[[Callable[[ActPage, Job], Press]], View]:
        """A press on the job itself."""
        return self.press_on(the_job, door)

    def press_on(
        self, fetch: Callable[Concatenate[User, Job, P], Row], door: Door
    ) -> Callable[[Callable[[ActPage, Row], Press]], View]:
        """A press on the row that ``fetch`` finds; what it is refused for is said where it returns to."""
        return lambda says: require_POST(door(_on_row(fetch, says, self._press)))

    def _act_page(self, page: ActPage, act: Act | HttpResponse) -> HttpResponse:
        if isinstance(act, HttpResponse):
            return act
        form, back = act.form(**typed(page.request)), self._back(page.job)
        if carried_out(form, act.does, by=page.user):
            return redirect(back)
        shown = {
            "form": form,
            "title": act.title,
            "submit": act.submit,
            "note": act.note,
            "danger": act.danger,
            "cancel_url": back,
        }
        context = {**job_context(page.request, page.job, tab=self.key), **shown, **act.beside}
        return render(page.request, act.template, context, status=status_of(form))

    def _press(self, page: ActPage, press: Press) -> HttpResponse:
        return pressed(page.request, press, back=self._back(page.job))

    def _back(self, job: Job) -> str:
        return reverse(self.back, args=[job.number])


def pressed(request: StaffRequest, press: Press, *, back: str) -> HttpResponse:
    """Do it once and go back to the address ``back``."""
    try:
        press.does(by=request.user)
        if press.done:
            messages.success(request, press.done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)


def the_job(user: User, job: Job) -> Job:
    """The row of an act on the job itself, which its page has found already."""
    return job


def _on_row(
    fetch: Callable[Concatenate[User, Job, P], Row],
    says: Callable[[ActPage, Row], Said],
    answer: Callable[[ActPage, Said], HttpResponse],
) -> View:
    """A view that finds job and row, lets the function say its act, and answers with it."""

    @wraps(says)
    def view(request: StaffRequest, job_number: str, *args: P.args, **named: P.kwargs) -> HttpResponse:
        page = ActPage(request, visible_job(request, job_number))
        return answer(page, says(page, fetch(page.user, page.job, *args, **named)))

    return view


overview_tab = TabActs("overview", back="jobs:overview")
