"""Keeps what was typed into a form whose page or session had ended, and shows it in that form once more.

It is kept for an hour, under a random key in the session of the browser that sent it; never a file, a
password, a code or a token. A kept form is shown as typed and never carried out: somebody sends it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from kilowire.floor.client_address import client_network
from kilowire.floor.limits import Limit, TooManyTries, take
from kilowire.models import KeptForm

IN_SESSION = "kept_form"
KEPT_FOR = timedelta(hours=1)
LONGEST_TYPED = 200_000
MOST_KEPT = 2_000
OF_A_NETWORK = Limit(100, 3600)
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "code", "password", "password1", "password2"})


class Kept(QueryDict):
    """The fields of a kept form; ``files`` names those whose files must be chosen again."""

    files: tuple[str, ...] = ()
    signed_out: bool = True

    def __deepcopy__(self, memo: MutableMapping[int, Any]) -> Kept:
        copied = super().__deepcopy__(memo)
        copied.files, copied.signed_out = self.files, self.signed_out
        return copied


def keep(request: HttpRequest, *, signed_out: bool) -> bool:
    """Keep what this POST carries for this browser.

    Return False where nothing is kept: it is too much, too many came from this network, or its view is no
    ``form_page``.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None or not getattr(match.func, "keeps_typed", False):
        return False
    lists = [(name, values) for name, values in request.POST.lists() if name not in NEVER_KEPT]
    content = urlencode(lists, doseq=True)
    if len(content) > LONGEST_TYPED or KeptForm.objects.count() >= MOST_KEPT:
        return False
    try:
        take(OF_A_NETWORK, "kept form", client_network(request))
    except TooManyTries:
        return False
    forget(request)
    key = token_urlsafe(32)
    KeptForm.objects.create(
        key=key,
        form=_form_of(request),
        typed=content,
        files=sorted(request.FILES),
        signed_out=signed_out,
    )
    request.session[IN_SESSION] = key
    return True


def kept_for(request: HttpRequest) -> Kept | None:
    """Return what this browser has typed into the form at this address and not yet sent again."""
    key = request.session.get(IN_SESSION)
    if not key:
        return None
    since = timezone.now() - KEPT_FOR
    row = KeptForm.objects.filter(key=key, form=_form_of(request), kept_at__gt=since).first()
    if row is None:
        return None
    kept = Kept(row.typed, mutable=True)
    kept.files, kept.signed_out = tuple(row.files), row.signed_out
    return kept


def forget(request: HttpRequest) -> None:
    """Remove what is kept for this browser."""
    if key := request.session.pop(IN_SESSION, None):
        KeptForm.objects.filter(key=key).delete()


def remove_old() -> None:
    """Remove whatever was kept longer than an hour."""
    KeptForm.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).delete()


def _form_of(request: HttpRequest) -> str:
    return hashlib.sha256(request.path.encode()).hexdigest()


def say_why_it_came_back(form: forms.BaseForm) -> None:
    """Say on a kept form that nothing was saved, and which files must be chosen again."""
    data = cast(Kept, form.data)
    for name in data.files:
        if name in form.fields:
            form.errors.pop(name, None)
            form.add_error(name, _("Choose this file again: files are not kept."))
    form.add_error(None, why_it_came_back(data))


def why_it_came_back(kept: Kept) -> str:
    if kept.signed_out:
        return _(
            "You were signed out before this was saved. Nothing was saved: look at it and send it again."
        )
    return _("The page was open too long. Nothing was saved: look at it and send it again.")
