"""What a person typed and sent, as a form takes it; and the act it was typed for, done once."""

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
    """The keywords that bind a form; none where a person only came to look."""

    data: QueryDict
    files: MultiValueDict[str, UploadedFile[bytes]]


def typed(request: HttpRequest) -> Typed:
    """``data`` and ``files`` of a POST, even of an empty one."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def carried_out(form: forms.BaseForm, act: Callable[..., object], *, by: User) -> bool:
    """Whether the form holds and ``act(**cleaned_data, by=by)`` was done; a refusal is put on the form."""
    if form.is_valid():
        with refusals_shown_on(form):
            act(**form.cleaned_data, by=by)
            return True
    return False


def status_of(form: forms.BaseForm) -> int:
    """The status of a page that shows this form: 422 where it was sent and could not be taken."""
    return 422 if form.is_bound else 200
