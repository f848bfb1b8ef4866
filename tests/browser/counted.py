"""A clerk in Chromium whose pages, sends and entries are counted: what one job costs the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Locator, Page, Request, Response

from tests.browser.chromium import session_of
from tests.browser.conftest import OpenPage

PRIMARY = "main a.btn-primary"
SEND = "button:not([type=button])"
TICKED = ("checkbox", "radio")
KIND = "field => field.tagName === 'SELECT' ? 'select' : field.type"


@dataclass
class Figures:
    """``pages``: full pages shown; ``sends``: POSTs; ``entries``: fields typed, chosen, ticked, or files."""

    pages: int = 0
    sends: int = 0
    entries: int = 0

    def __str__(self) -> str:
        return f"{self.pages} pages, {self.sends} sends, {self.entries} entries"


class CountedClerk:
    """Olive at her browser: she opens pages by their links, types what does not stand there, and sends.

    Pages and sends are counted from what Chromium asks for, scripts of the pages included.
    """

    def __init__(self, open_page: OpenPage) -> None:
        self.spent = Figures()
        self.page: Page = open_page("/accounts/login/")
        self.page.on("response", self._count_page)
        self.page.on("request", self._count_send)
        self._signed_in_on = None

    def open(self, address: str) -> None:
        """Open a page by its address, as from a bookmark or a list."""
        self._sign_in()
        self.page.goto(address, wait_until="domcontentloaded")

    def follow(self, address: str) -> None:
        """Press a link of the page that lies open."""
        self._press(self.page.locator(f'a[href="{address}"]:visible').first)

    def primary(self) -> None:
        """Press the page's one primary button, which leads to the next act."""
        found = self.page.locator(PRIMARY)
        assert found.count() == 1, f"{self.page.url} has {found.count()} primary buttons"
        self._press(found)

    def at(self, name: str) -> None:
        """The page that lies open has this name: nothing was pressed to come here."""
        found = resolve(urlsplit(self.page.url).path).view_name
        assert found == name, f"at {self.page.url}, which is {found}, not {name}"

    def send(self, **typed: Any) -> None:
        """Fill in the page's form, send it and be let through; the page that comes is shown."""
        form = self._form(typed)
        for name, value in typed.items():
            self.spent.entries += _enter(form, name, value)
        address, sends = self.page.url, self.spent.sends
        self._press(form.locator(SEND).first)
        assert self.page.url != address, f"{address} was not taken: {self._said()}"
        assert self.spent.sends > sends, f"{address} was not sent"

    def _press(self, what: Locator) -> None:
        with self.page.expect_navigation(wait_until="domcontentloaded") as answered:
            what.click()
        assert answered.value
        assert answered.value.ok or answered.value.status == 422, f"{answered.value.url} was not shown"

    def _form(self, typed: dict[str, Any]) -> Locator:
        """The one form of this page that is sent to its own address and has these fields."""
        forms = self.page.locator("main form[method=post]:not([action])")
        for name in typed:
            forms = forms.filter(has=self.page.locator(f'[name="{name}"]'))
        assert forms.count(), f"{self.page.url} has no form with {sorted(typed)}"
        return forms.first

    def _said(self) -> list[str]:
        return self.page.locator(".invalid-feedback, .alert, .errorlist").all_inner_texts()

    def _sign_in(self) -> None:
        """Once a day, as people do; a session does not outlive the weeks of a job."""
        today = timezone.localdate()
        if self._signed_in_on != today:
            url = "{0.scheme}://{0.netloc}".format(urlsplit(self.page.url))
            self.page.context.add_cookies([session_of("olive", url)])
            self._signed_in_on = today

    def _count_page(self, answer: Response) -> None:
        is_whole = answer.request.is_navigation_request() and answer.frame == self.page.main_frame
        self.spent.pages += is_whole and answer.ok

    def _count_send(self, asked: Request) -> None:
        self.spent.sends += asked.method == "POST"


def _enter(form: Locator, name: str, value: Any) -> int:
    """Type, choose, tick or attach; return in how many fields something had to be done."""
    fields = form.locator(f'[name="{name}"]')
    kind = fields.first.evaluate(KIND)
    if kind == "file":
        fields.set_input_files({"name": value.name, "mimeType": value.content_type, "buffer": value.read()})
        return 1
    if kind in TICKED:
        return _tick(fields, _wanted(fields, value))
    text = str(getattr(value, "pk", value))
    if fields.input_value() == text:
        return 0
    fields.select_option(text) if kind == "select" else fields.fill(text)
    return 1


def _wanted(fields: Locator, value: Any) -> set[str]:
    """The values of the boxes that shall be ticked."""
    if isinstance(value, bool):
        return {fields.first.get_attribute("value") or "on"} if value else set()
    several = value if isinstance(value, list | tuple) else [value]
    return {str(getattr(each, "pk", each)) for each in several}


def _tick(boxes: Locator, wanted: set[str]) -> int:
    """Click each box that is not as wanted; a radio button is left by choosing another one."""
    changed = [
        box
        for box in boxes.all()
        if ((box.get_attribute("value") or "on") in wanted) is not box.is_checked()
        and not (box.is_checked() and box.get_attribute("type") == "radio")
    ]
    for box in changed:
        box.click()
    return len(changed)
