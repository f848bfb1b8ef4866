"""A clerk whose pages, sends and entries are counted: what one job costs the office in its own pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from tests.builders.cast import someone
from tests.journeys.forms_on_page import FormOnPage, read_page

_PRIMARY = re.compile(r'<a class="btn btn-primary" href="([^"]+)"')


@dataclass
class Figures:
    """``pages``: full pages shown; ``sends``: POSTs; ``entries``: fields typed, chosen, ticked, or files."""

    pages: int = 0
    sends: int = 0
    entries: int = 0

    def __str__(self) -> str:
        return f"{self.pages} pages, {self.sends} sends, {self.entries} entries"


class CountedClerk:
    """Somebody of the office who opens pages by their links, types what does not stand there, and sends."""

    def __init__(self, who: str = "olive") -> None:
        self.client, self.user = Client(), someone(who)
        self.spent = Figures()
        self.here, self.html = "", ""
        self._signed_in_on = None

    def open(self, address: str) -> None:
        """Open a page by its address, as from a bookmark or a list."""
        self._sign_in()
        self._show(self.client.get(address, follow=True), address)

    def follow(self, address: str) -> None:
        """Press a link of the page that lies open."""
        _, links = read_page(self.html)
        assert address in links, f"{self.here} has no link to {address}"
        self.open(address)

    def primary(self) -> None:
        """Press the page's one primary button, which leads to the next act."""
        found = _PRIMARY.findall(self.html)
        assert len(found) == 1, f"{self.here} has {len(found)} primary buttons: {found}"
        self.open(found[0].replace("&amp;", "&"))

    def at(self, name: str) -> None:
        """The page that lies open has this name: nothing was pressed to come here."""
        found = resolve(urlsplit(self.here).path).view_name
        assert found == name, f"at {self.here}, which is {found}, not {name}"

    def send(self, **typed: Any) -> None:
        """Fill in the page's form, send it and be let through; the page that comes is shown."""
        form = self._form(typed)
        self.spent.entries += sum(_entries(form, name, value) for name, value in typed.items())
        self.spent.sends += 1
        answer = self.client.post(form.action or self.here, form.filled(typed), follow=True)
        assert answer.redirect_chain, f"{self.here} was not taken: {_errors(answer)}"
        self._show(answer, answer.redirect_chain[-1][0])

    def _form(self, typed: dict[str, Any]) -> FormOnPage:
        forms, _ = read_page(self.html)
        fitting = [form for form in forms if not form.action and set(typed) <= form.names]
        assert fitting, f"{self.here} has no form with {sorted(typed)}: {[sorted(f.names) for f in forms]}"
        return fitting[0]

    def _show(self, answer: HttpResponse, address: str) -> None:
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        chain = answer.redirect_chain
        self.here = chain[-1][0] if chain else address
        self.html = answer.content.decode()
        self.spent.pages += 1

    def _sign_in(self) -> None:
        today = timezone.localdate()
        if self._signed_in_on != today:
            self.client.force_login(self.user)
            self._signed_in_on = today


def _entries(form: FormOnPage, name: str, value: Any) -> int:
    """How many fields are typed, chosen or ticked for this value; none where it stands there already."""
    stands = form.stands.get(name, [])
    if isinstance(value, list | tuple):
        return len({str(getattr(each, "pk", each)) for each in value} ^ set(stands))
    if isinstance(value, bool):
        return int(value is not bool(stands))
    return int([str(getattr(value, "pk", value))] != stands)


def _errors(answer: HttpResponse) -> str:
    form = answer.context.get("form") if answer.context else None
    return form.errors.as_text() if form is not None else f"{answer.status_code}"
