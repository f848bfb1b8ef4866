"""Binds forms to requests, runs the act of a valid form, and chooses the status of its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from kilowire.floor.refusals import refusals_shown_on
from kilowire.models import User

form_page = require_http_methods(["GET", "HEAD", "POST"])


class Typed(TypedDict, total=False):
    """The keywords that bind a form; empty for a GET."""

    data: QueryDict
    files: MultiValueDict[str, UploadedFile[bytes]]


def typed(request: HttpRequest) -> Typed:
    """Return ``data`` and ``files`` of a POST, even of an empty one; nothing for other methods."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def carried_out(form: forms.BaseForm, act: Callable[..., object], *, by: User) -> bool:
    """Run ``act(**cleaned_data, by=by)`` if the form is valid; return whether it was done, not refused."""
    if form.is_valid():
        with refusals_shown_on(form):
            act(**form.cleaned_data, by=by)
            return True
    return False


def status_of(form: forms.BaseForm) -> int:
    """Return the status of a page that shows this form: 422 where it was posted, else 200."""
    return 422 if form.is_bound else 200
