"""Binds forms to requests, runs the act of a valid form, and chooses the status of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypedDict

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from kilowire.floor.forms.kept import Kept, forget, kept_for, say_why_it_came_back
from kilowire.floor.forms.once import carried_out_once
from kilowire.floor.refusals import Refused
from kilowire.models import User


def form_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view that shows a form and takes it; what is typed there outlives an ended session."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    page.keeps_typed = True  # type: ignore[attr-defined]  # read where a session or a page has ended
    return require_http_methods(["GET", "HEAD", "POST"])(page)


class Typed(TypedDict, total=False):
    """The keywords that bind a form; empty for a GET."""

    data: QueryDict
    files: MultiValueDict[str, UploadedFile[bytes]]


def typed(request: HttpRequest, *, forgets: bool = True) -> Typed:
    """Return ``data`` and ``files`` of a POST, even of an empty one.

    What this browser typed elsewhere and did not send is forgotten with it, unless this form only stands
    before that one. For other methods, return what this browser typed here before its session ended; else
    nothing.
    """
    if request.method == "POST":
        if forgets:
            forget(request)
        return {"data": request.POST, "files": request.FILES}
    kept = kept_for(request)
    return {"data": kept, "files": MultiValueDict()} if kept is not None else {}


def is_to_be_done(form: forms.BaseForm) -> bool:
    """Return whether the form was sent and is valid; one that came back as typed is only shown."""
    if isinstance(form.data, Kept):
        say_why_it_came_back(form)
        return False
    return form.is_valid()


def carried_out(form: forms.BaseForm, act: Callable[..., object], *, by: User) -> bool:
    """Run ``act(**cleaned_data, by=by)`` if the form is valid; return whether it was done, not refused."""
    if is_to_be_done(form):
        with refusals_shown_on(form):
            act(**form.cleaned_data, by=by)
            return True
    return False


@contextmanager
def refusals_shown_on(form: forms.BaseForm) -> Iterator[None]:
    """Run an act once for this POST; a refusal becomes a form error, so that what was typed stays (422)."""
    try:
        with carried_out_once():
            yield
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def status_of(form: forms.BaseForm) -> int:
    """Return the status of a page that shows this form: 422 where it was posted, else 200."""
    return 422 if form.is_bound and not isinstance(form.data, Kept) else 200
