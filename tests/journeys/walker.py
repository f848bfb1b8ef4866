"""Somebody of the cast in front of a browser: opens pages, fills forms, presses buttons, reads what comes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from jobs.models import Job
from tests.builders.cast import someone


class Walker:
    """One signed-in person and the job whose pages they are on."""

    def __init__(self, who: str, job: Job | None = None) -> None:
        self.client = Client()
        self.user = someone(who)
        self.client.force_login(self.user)
        self.number = job.number if job else ""

    @property
    def job(self) -> Job:
        return Job.objects.get(number=self.number)

    def open(self, name: str, *more: Any) -> str:
        """Open a page of the job and return what stands on it."""
        page = self.client.get(self._address(name, *more))
        assert page.status_code == 200, f"{name} answered {page.status_code}"
        return page.content.decode()

    def press(self, name: str, *more: Any, **typed: Any) -> HttpResponse:
        """Send a form and be let through: anything but a redirect fails with what the page said."""
        page = self._send(name, *more, **typed)
        assert page.status_code == 302, f"{name} answered {page.status_code}: {_said(page)}"
        return page

    def refused(self, name: str, *more: Any, **typed: Any) -> str:
        """Send a form and be refused: 422, and the sentences that the page says."""
        page = self._send(name, *more, **typed)
        assert page.status_code == 422, f"{name} answered {page.status_code}"
        return _said(page)

    def _send(self, name: str, *more: Any, **typed: Any) -> HttpResponse:
        sent = {field: value for field, value in typed.items() if value is not None}
        return self.client.post(self._address(name, *more), sent)

    def _address(self, name: str, *more: Any) -> str:
        return reverse(name, args=[*([self.number] if self.number else []), *more])


def _said(page: HttpResponse) -> str:
    """Every error of every form that the page showed."""
    said = []
    for context in page.context or []:
        for value in context.flatten().values() if hasattr(context, "flatten") else ():
            errors = getattr(value, "errors", None)
            if errors:
                said.append(errors.as_text() if hasattr(errors, "as_text") else str(errors))
    return " ".join(dict.fromkeys(said)) or page.content.decode()[:600]
