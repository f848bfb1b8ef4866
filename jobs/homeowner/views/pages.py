"""The homeowner pages behind the one-time code: address and papers, and the code itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobs.homeowner.forms.codes import CodeForm
from jobs.homeowner.services import codes
from jobs.homeowner.views.browsers import (
    browser_of,
    close_in_this_browser,
    is_open,
    keep_key,
    key_of,
    new_key,
    open_in_this_browser,
)
from jobs.homeowner.views.code_first import NEXT, next_page
from jobs.homeowner.views.covered import covered, pages_of
from jobs.homeowner.views.door import homeowner_link
from jobs.homeowner.views.files import UPLOADS_SHOWN
from jobs.homeowner.views.frame import address_of, frame
from jobs.homeowner.views.status import (
    asked,
    company,
    stopped,
    visit_with_more_than_hours,
)
from jobs.models import Document, HomeownerLink, Job, OpenItem, RequestState, Signer, Upload
from kilowire.floor.days import plain_day
from kilowire.floor.forms.kept import forget, kept_for
from kilowire.floor.forms.once import carried_out_once
from kilowire.floor.forms.typed import form_page, is_to_be_done, refusals_shown_on, status_of, typed
from kilowire.floor.refusals import Refused


@form_page
@homeowner_link
def ask_code(request: HttpRequest, link: HomeownerLink, token: str) -> HttpResponse:
    if request.method == "POST":
        act = partial(codes.ask_code, link=link, browser=browser_of(request, link))
        _press(request, act, _sent(link))
    _say_if_unsent(request)
    asking = next_page(request, token)
    return redirect(address_of(token, "homeowner:papers", **({NEXT: request.GET[NEXT]} if asking else {})))


def _sent(link: HomeownerLink) -> str:
    if codes.goes_by_text(link.person):
        return _("We have sent you a code by text message. Nobody of ours ever asks you for it.")
    return _("We have sent a code to your email address.")


@form_page
@homeowner_link
def close_papers(request: HttpRequest, link: HomeownerLink, token: str) -> HttpResponse:
    """Close address and papers in this browser; where they are not open, nothing is done."""
    if request.method == "POST" and is_open(request, link):
        act = partial(codes.close_papers, link=link, browser=browser_of(request, link))
        _press(request, act, _("Your papers are closed in this browser."))
        close_in_this_browser(request, link)
    _say_if_unsent(request)
    return redirect(address_of(token, "homeowner:status"))


def _say_if_unsent(request: HttpRequest) -> None:
    """Say that a button was pressed on a page that was open too long, so that it is pressed again."""
    if request.method != "POST" and kept_for(request) is not None:
        forget(request)
        messages.info(request, _("The page was open too long, so nothing was done. Please press again."))


def _press(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do the act once for this POST and show its message or its refusal on the next page."""
    try:
        with carried_out_once():
            act()
        messages.success(request, done)
    except Refused as refusal:
        messages.info(request, str(refusal))


@form_page
@homeowner_link
def papers(request: HttpRequest, link: HomeownerLink, token: str) -> HttpResponse:
    """Address and papers once the code was typed in this browser; before that, the form for the code."""
    asking = next_page(request, token)
    if is_open(request, link):
        return redirect(f"{asking}?lang={get_language()}") if asking else _shown(request, link, token)
    form = CodeForm(**typed(request, forgets=False))
    if is_to_be_done(form):
        with refusals_shown_on(form):
            return _opened(request, link, token, form)
    more = {NEXT: request.GET[NEXT]} if asking else {}
    page = {
        "form": form,
        "is_sent": form.is_bound or codes.is_awaited(link=link, browser=browser_of(request, link)),
        "asking": urlencode(more),
        "company": company(timezone.localdate()),
        **frame(token, request.path, **more),
    }
    return render(request, "jobs/homeowner/code.html", page, status=status_of(form))


def _shown(request: HttpRequest, link: HomeownerLink, token: str) -> HttpResponse:
    job, is_helper = link.person.job, link.person.is_only_helper
    page = {
        **(_asked_of_a_helper(job) if is_helper else _papers_of(job)),
        "to_sign": Signer.objects.filter(
            person=link.person, signed_at=None, request__state=RequestState.OUT
        ).exists(),
        "is_helper": is_helper,
        "covered": [] if is_helper else covered(job, timezone.localdate()),
        "pages": pages_of(link.person, is_helper=is_helper),
        "job": job,
        "company": company(timezone.localdate()),
        "stopped": stopped(job),
    }
    return render(request, "jobs/homeowner/papers.html", {**page, **frame(token, request.path)})


def _opened(request: HttpRequest, link: HomeownerLink, token: str, form: CodeForm) -> HttpResponse:
    """Use the code and open the papers in this browser; refused where the code is not right."""
    codes.use_code(link=link, typed=form.cleaned_data["code"], browser=browser_of(request, link))
    key, own_phone = new_key(), form.cleaned_data["own_phone"]
    codes.prove_browser(link=link, former_key=key_of(request), key=key, own_phone=own_phone)
    open_in_this_browser(request, link)
    asking = next_page(request, token)
    there = f"{asking}?lang={get_language()}" if asking else address_of(token, "homeowner:papers")
    response = redirect(there)
    keep_key(response, key)
    return response


def _asked_of_a_helper(job: Job) -> dict[str, Any]:
    return {"asked": asked(list(OpenItem.objects.of(job).open()), typed=True)}


def _papers_of(job: Job) -> dict[str, Any]:
    today = timezone.localdate()
    documents = [
        {"paper": paper, "title": _(paper.title), "day": plain_day(paper.issued_on, today)}
        for paper in Document.objects.of(job).in_force()
    ]
    uploads = [
        {
            "pk": upload.pk,
            "title": _(str(upload)),
            "day": plain_day(timezone.localdate(upload.filed_at), today),
            "ended": plain_day(upload.no_longer_holds_on, today) if upload.no_longer_holds_on else "",
        }
        for upload in Upload.objects.of(job).on_file().filter(kind__in=UPLOADS_SHOWN)
    ]
    items = list(OpenItem.objects.of(job).open())
    return {
        "documents": documents,
        "uploads": uploads,
        "asked": asked(items, typed=True),
        "visit": visit_with_more_than_hours(job, items),
    }
