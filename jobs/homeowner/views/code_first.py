"""What a homeowner reads or presses beyond the status asks for the one-time code, once per browser."""

from __future__ import annotations

import re
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from jobs.homeowner.views.browsers import is_open
from jobs.models import HomeownerLink
from kilowire.floor.access import View
from kilowire.floor.forms.kept import keep
from kilowire.floor.forms.once import TOKEN

NEXT = "next"
_PLAIN = re.compile(r"(?:[a-z0-9-]+/)+")
"""The part of an address of ours that comes after the token."""


def code_first(view: View) -> View:
    """Decorator beneath ``homeowner_link``: lead to the code's page until it was typed in this browser.

    What a form carried is kept for this browser and stands in the form again afterwards, without its files.
    """

    @wraps(view)
    def guarded(
        request: HttpRequest, link: HomeownerLink, token: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if is_open(request, link):
            return view(request, link, token, *args, **kwargs)
        if set(request.POST.keys()) - {TOKEN}:
            keep(request, signed_out=False)
        own = reverse("homeowner:status", args=[token])
        asked = {"lang": get_language(), NEXT: request.path.removeprefix(own)}
        return redirect(f"{reverse('homeowner:papers', args=[token])}?{urlencode(asked)}")

    return guarded


def next_page(request: HttpRequest, token: str) -> str:
    """Return the page of this link that asked for the code, as a path; "" where none did."""
    asked = request.GET.get(NEXT, "")
    plain = _PLAIN.fullmatch(asked) and asked != "papers/"
    return f"{reverse('homeowner:status', args=[token])}{asked}" if plain else ""
