"""What all acts of a homeowner share: a page of its own with a form, behind the code, carried out once.

A function beneath ``@homeowner_act`` is given a ``HomeownerPage`` and returns a ``HomeownerAct``. Methods,
the code, the form with what was typed still there where it is refused (422), and the redirect are done here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from jobs.homeowner.views.code_first import code_first
from jobs.homeowner.views.door import homeowner_link
from jobs.homeowner.views.frame import address_of, frame
from jobs.homeowner.views.status import company
from jobs.models import HomeownerLink, Job, Person
from kilowire.floor.access import View
from kilowire.floor.forms.typed import form_page, is_to_be_done, refusals_shown_on, status_of, typed

THANKS = gettext_lazy("Thank you. We have it.")


@dataclass(frozen=True)
class HomeownerPage:
    """The request of a homeowner's act, and the link that opened it."""

    request: HttpRequest
    link: HomeownerLink
    token: str

    @property
    def person(self) -> Person:
        return self.link.person

    @property
    def job(self) -> Job:
        return self.link.person.job


@dataclass(frozen=True, kw_only=True)
class HomeownerAct:
    """A form and the service that it calls: ``does(**cleaned_data)``.

    ``done`` is said on the page ``back`` afterwards; where ``does`` returns a text, that is said as well.
    ``because`` stands above the form, and ``beside`` is extra context for a template of its own.
    """

    title: str
    submit: str
    form: Callable[..., forms.Form]
    does: Callable[..., object]
    because: str = ""
    done: Any = THANKS
    back: str = "homeowner:status"
    template: str = "jobs/homeowner/act.html"
    beside: Mapping[str, Any] = field(default_factory=dict)


def homeowner_act(act_function: Callable[..., HomeownerAct | HttpResponse]) -> View:
    """Decorate a function ``(page, **arguments of the address)`` that returns the act of a page."""

    def view(request: HttpRequest, link: HomeownerLink, token: str, **named: Any) -> HttpResponse:
        act = act_function(HomeownerPage(request, link, token), **named)
        if isinstance(act, HttpResponse):
            return act
        form = act.form(**typed(request))
        if is_to_be_done(form):
            with refusals_shown_on(form):
                return _done(request, token, act, act.does(**form.cleaned_data))
        page = {
            "act": act,
            "form": form,
            "company": company(timezone.localdate()),
            **act.beside,
            **frame(token, request.path),
        }
        return render(request, act.template, page, status=status_of(form))

    return form_page(homeowner_link(code_first(view)))


def _done(request: HttpRequest, token: str, act: HomeownerAct, said: object) -> HttpResponse:
    messages.success(request, act.done)
    if isinstance(said, str) and said:
        messages.warning(request, said)
    return redirect(address_of(token, act.back))
