"""Views of the acts on a job page's tab: one function per act returns its form, words and service.

Each tab has one ``photos_tab = TabActs("photos", back="jobs:photos")``. A function decorated with
``@photos_tab.act_on(visible_photo, office_only)`` is given the photo and returns an ``Act``. What all acts
share is done here: HTTP methods, roles, fetching the row, 422 with everything typed kept if refused, and
the redirect to the tab once done.
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

from jobs.job_page.early_days import early_days
from jobs.job_page.going_on import form_after, tab_to_go_on_with
from jobs.job_page.page import job_context, visible_job
from jobs.models import Job
from kilowire.floor.access import StaffRequest, View
from kilowire.floor.forms.kept import Kept, forget, kept_for, why_it_came_back
from kilowire.floor.forms.once import carried_out_once
from kilowire.floor.forms.second_look import SecondLook
from kilowire.floor.forms.typed import carried_out, form_page, status_of, typed
from kilowire.floor.refusals import Refused
from kilowire.models import User

P = ParamSpec("P")
Row = TypeVar("Row")
Answer = TypeVar("Answer")
RoleDecorator = Callable[[View], View]
Service = Callable[..., object]
"""A service function; called with the form's cleaned data as keyword arguments, and with ``by``."""


@dataclass(frozen=True)
class ActPage:
    """The request and the job of an act's page."""

    request: StaffRequest
    job: Job

    @property
    def user(self) -> User:
        return self.request.user


@dataclass(frozen=True, kw_only=True)
class Act:
    """A form and the service that it calls: ``does(**cleaned_data, by=user)``.

    ``beside`` is extra context for a template of its own. An act without ``has_page`` is a button on its
    tab: its address opened without being sent leads to the tab.
    """

    title: str
    submit: str
    form: Callable[..., forms.BaseForm]
    does: Service
    note: str = ""
    danger: bool = False
    template: str = "jobs/job_page/act.html"
    beside: Mapping[str, Any] = field(default_factory=dict)
    has_page: bool = True


@dataclass(frozen=True, kw_only=True)
class Press:
    """An act of one button, without a page: calls ``does(by=user)``, then shows the message ``done``.

    ``title`` is what the button does, said on the page where it is pressed again after a session ended.
    """

    title: str
    does: Service
    done: str = ""


@dataclass(frozen=True)
class TabActs:
    """Decorators for the acts on one tab; ``back`` is the URL name to which each returns."""

    key: str
    back: str

    def act(
        self, role_decorator: RoleDecorator
    ) -> Callable[[Callable[[ActPage, Job], Act | HttpResponse]], View]:
        """Decorate an act on the job itself."""
        return self.act_on(the_job, role_decorator)

    def act_on(
        self, fetch: Callable[Concatenate[User, Job, P], Row], role_decorator: RoleDecorator
    ) -> Callable[[Callable[[ActPage, Row], Act | HttpResponse]], View]:
        """Decorate an act on the row that ``fetch`` finds for this user by the URL's other arguments.

        The function returns a response instead of an ``Act`` if the act has a page elsewhere.
        """
        return lambda act_function: form_page(
            role_decorator(_on_row(self.key, fetch, act_function, self._act_page))
        )

    def press(self, role_decorator: RoleDecorator) -> Callable[[Callable[[ActPage, Job], Press]], View]:
        """Decorate a button's act on the job itself."""
        return self.press_on(the_job, role_decorator)

    def press_on(
        self, fetch: Callable[Concatenate[User, Job, P], Row], role_decorator: RoleDecorator
    ) -> Callable[[Callable[[ActPage, Row], Press]], View]:
        """Decorate a button's act on the row that ``fetch`` finds; a refusal is shown on the next page."""
        return lambda act_function: form_page(
            role_decorator(_on_row(self.key, fetch, act_function, self._press, unsent=self._unsent))
        )

    def _act_page(self, page: ActPage, act: Act | HttpResponse) -> HttpResponse:
        if isinstance(act, HttpResponse):
            return act
        form, back = act.form(**typed(page.request)), self._back(page.job)
        look = SecondLook(form, early_days(form, page.job))
        then = tab_to_go_on_with(page.request, page.job, self.key)
        if carried_out(form, look.before(act.does), by=page.user):
            return redirect(form_after(page.request, page.job, then) or back)
        if not (form.is_bound or act.has_page):
            return redirect(back)
        words = {"title": act.title, "submit": act.submit, "note": act.note, "danger": act.danger}
        shown = {"form": form, "cancel_url": back, **words}
        context = {**job_context(page.request, page.job, tab=self.key), **shown, **act.beside}
        context["sentence"]["act"] = None
        return render(page.request, act.template, context, status=status_of(form))

    def _press(self, page: ActPage, press: Press) -> HttpResponse:
        return pressed(page.request, press, back=self._back(page.job))

    def _unsent(self, page: ActPage) -> HttpResponse | None:
        """Lead to the tab where a button's address is opened, whether or not its row is still there."""
        if page.request.method == "POST" or kept_for(page.request) is not None:
            return None
        return redirect(self._back(page.job))

    def _back(self, job: Job) -> str:
        return reverse(self.back, args=[job.number])


def pressed(request: StaffRequest, press: Press, *, back: str) -> HttpResponse:
    """Do the act, show its message or its refusal, and redirect to the URL ``back``.

    Opened without being sent, it only redirects; pressed before a session ended, it shows the button again.
    """
    if request.method != "POST":
        kept = kept_for(request)
        return redirect(back) if kept is None else _button_again(request, press, kept, back)
    forget(request)
    try:
        with carried_out_once():
            press.does(by=request.user)
        if press.done:
            messages.success(request, press.done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)


def _button_again(request: StaffRequest, press: Press, kept: Kept, back: str) -> HttpResponse:
    sent = [(name, value) for name, values in kept.lists() for value in values]
    shown = {"title": press.title, "said": why_it_came_back(kept), "sent": sent, "back": back}
    return render(request, "jobs/job_page/press_again.html", shown)


def the_job(user: User, job: Job) -> Job:
    """The ``fetch`` of an act on the job itself, which is already at hand."""
    return job


def _on_row(
    tab: str,
    fetch: Callable[Concatenate[User, Job, P], Row],
    act_function: Callable[[ActPage, Row], Answer],
    answer: Callable[[ActPage, Answer], HttpResponse],
    unsent: Callable[[ActPage], HttpResponse | None] = lambda page: None,
) -> View:
    """Return a view that fetches job and row, calls the decorated function and answers with its act.

    Where ``unsent`` has an answer, that is given before the row is fetched.
    """

    @wraps(act_function)
    def view(request: StaffRequest, job_number: str, *args: P.args, **named: P.kwargs) -> HttpResponse:
        page = ActPage(request, visible_job(request, job_number, tab))
        return unsent(page) or answer(page, act_function(page, fetch(page.user, page.job, *args, **named)))

    return view


overview_tab = TabActs("overview", back="jobs:overview")
