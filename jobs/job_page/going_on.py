"""Where a page goes once its act is done: to the form of the act that now comes next, or back to a tab."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jobs.job_page.leading import THEN, Lead, has_lead, leads_on, next_on_tab, onward
from jobs.job_page.lines import address_of
from jobs.job_page.page import visible_job
from jobs.models import Job
from jobs.road.job_tabs import page_of_tab
from kilowire.floor.access import StaffRequest, View


def leads(key: str, role_decorator: Callable[[View], View]) -> Callable[[Lead], View]:
    """Decorate the function that returns the form of the next act of the tab ``key``.

    It becomes the view that redirects there, or to the tab where there is none.
    """

    def decorate(lead: Lead) -> View:
        leads_on(key, lead)

        def view(request: StaffRequest, job_number: str) -> HttpResponse:
            job = visible_job(request, job_number)
            found = next_on_tab(key, request.user, job)
            return redirect(found.url or address_of(page_of_tab(key), job.number))

        return require_safe(role_decorator(wraps(lead)(view)))

    return decorate


def tab_to_go_on_with(request: StaffRequest, job: Job, key: str) -> str:
    """Return the tab whose next act this request sends, asked before it is done; empty if it is none.

    ``key`` is the tab of the form; a form of another tab names the one to go on with in its URL.
    """
    if request.method != "POST":
        return ""
    then = request.GET.get(THEN, "")
    if has_lead(then):
        return then
    return key if _is_here(request, next_on_tab(key, request.user, job).url) else ""


def form_after(request: StaffRequest, job: Job, then: str) -> str:
    """Return the URL of the form that comes next after an act of the tab ``then``, else of that tab.

    Empty without a tab to go on with. The same form again is not what comes next.
    """
    if not then:
        return ""
    ahead = onward(then, request.user, visible_job(request, job.number))
    tab = address_of(page_of_tab(then), job.number)
    return tab if not ahead or _is_here(request, ahead) else ahead


def _is_here(request: StaffRequest, url: str) -> bool:
    return request.path == url.partition("?")[0]
