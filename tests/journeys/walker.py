"""Somebody of the cast in front of a browser: opens pages, fills forms, presses buttons, reads what comes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from tests.builders.cast import someone
from tests.journeys.forms_on_page import FormOnPage, read_page

_NOT_READ = re.compile(r"<(script|style|svg|template)\b.*?</\1>", re.S)
_TAGS = re.compile(r"<[^>]+>")
# Acts whose page hangs on another tab than the first word of their address says.
_TAB_OF = {"adapter": "installation", "dig": "installation"}
_TABS = (
    "assessment",
    "agreement",
    "permit",
    "utility",
    "installation",
    "closeout",
    "warranty",
    "papers",
    "photos",
)


@dataclass(frozen=True)
class Page:
    """A page as it came: what a person reads on it, its forms, and where its links lead."""

    html: str
    context: Any

    def __contains__(self, words: str) -> bool:
        return words in self.text

    @property
    def text(self) -> str:
        bare = unescape(_TAGS.sub(" ", _NOT_READ.sub(" ", self.html)))
        return re.sub(r"\s+([.,;:])", r"\1", " ".join(bare.split()))

    @property
    def sentence(self) -> str:
        """What is true now, as the head of a job's page says it."""
        return self.context["sentence"]["now"]

    @property
    def errors(self) -> str:
        """Every error of the form, in the order of its fields."""
        return " ".join(str(error) for errors in self.context["form"].errors.values() for error in errors)

    def form_to(self, address: str) -> FormOnPage:
        """The form that is sent to this address; it must be on the page."""
        forms, _ = read_page(self.html)
        found = [form for form in forms if form.action == address]
        found = found or [form for form in forms if not form.action]
        assert found, f"No form on the page is sent to {address}"
        return found[0]

    def leads_to(self, address: str) -> bool:
        """Whether a link or a button of this page goes there."""
        forms, links = read_page(self.html)
        return address in links or any(form.action == address for form in forms)


class Walker:
    """One signed-in person and the job whose pages they are on."""

    def __init__(self, who: str, number: str = "") -> None:
        self.client = Client()
        self.user = someone(who)
        self.number = number
        self.lies_open = ("", Page("", None))
        self._signed_in_on: date | None = None

    @property
    def job(self) -> Job:
        return Job.objects.get(number=self.number)

    def open(self, name: str, *more: Any) -> Page:
        """Open a page, of the job where one is walked, and read it."""
        answer = self.get(name, *more)
        assert answer.status_code == 200, f"{name} answered {answer.status_code}"
        return read_answer(answer)

    def get(self, name: str, *more: Any) -> HttpResponse:
        self._sign_in()
        return self.client.get(self.address(name, *more))

    def press(self, name: str, /, *more: Any, **typed: Any) -> Page:
        """Go from the job's tab to the form, fill it in, send it, be let through; the page that follows."""
        self._find_the_door(name, *more)
        answer = self.send(name, *more, **typed)
        assert answer.status_code == 302, f"{name} answered {answer.status_code}: {_said(answer)}"
        return self._opened(answer["Location"])

    def refused(self, name: str, /, *more: Any, **typed: Any) -> Page:
        """Fill in the form, send it and be refused: the same page, which says why."""
        answer = self.send(name, *more, **typed)
        assert answer.status_code == 422, f"{name} answered {answer.status_code}"
        return read_answer(answer)

    def send(self, name: str, /, *more: Any, **typed: Any) -> HttpResponse:
        """Open the form's page as it stands now and send it with what was typed; whatever comes."""
        return self.send_filled(name, *more, form=self.form(name, *more), **typed)

    def send_filled(self, name: str, /, *more: Any, form: FormOnPage, **typed: Any) -> HttpResponse:
        """Send a form that was opened before, perhaps in another tab and some time ago."""
        sent = form.filled(typed)
        assert form.sends_files or not any(hasattr(value, "read") for value in sent.values())
        return self.client.post(self.address(name, *more), sent)

    def form(self, name: str, *more: Any) -> FormOnPage:
        """The form of this act as its page shows it; an act that is one press has none of its own."""
        answer = self.get(name, *more)
        if answer.status_code == 302:
            return FormOnPage()
        return read_answer(answer).form_to(self.address(name, *more))

    def address(self, name: str, *more: Any) -> str:
        return reverse(name, args=[*([self.number] if self.number else []), *more])

    def _find_the_door(self, name: str, *more: Any) -> None:
        """An act can be found from the tab it belongs to, by a link or a button."""
        address = self.address(name, *more)
        if not self.number or not address.startswith(f"/jobs/{self.number}/"):
            return
        word = address.split("/")[3]
        word = _TAB_OF.get(word, word)
        tab = f"/jobs/{self.number}/{word}/" if word in _TABS else f"/jobs/{self.number}/"
        if address == tab or (self.lies_open[0] == tab and self.lies_open[1].leads_to(address)):
            return
        assert self._opened(tab).leads_to(address), f"{tab} has no way to {address}"

    def _opened(self, address: str) -> Page:
        """The page that now lies open in the browser."""
        self._sign_in()
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        self.lies_open = (address, read_answer(answer))
        return self.lies_open[1]

    def _sign_in(self) -> None:
        """Once a day, as people do; a session does not outlive the weeks of a job."""
        today = timezone.localdate()
        if self._signed_in_on != today:
            self.client.force_login(self.user)
            self._signed_in_on = today


def read_answer(answer: HttpResponse) -> Page:
    return Page(answer.content.decode(), answer.context)


def _said(answer: HttpResponse) -> str:
    """What the page says of the form, or its first words."""
    form = answer.context.get("form") if answer.context else None
    return form.errors.as_text() if form else read_answer(answer).text[:600]
