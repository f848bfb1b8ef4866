"""One form sent by twelve requests at the same instant: one row, and every answer leads to the same page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jobs.models import Job, OpenItem, Photo
from tests.builders.cast import someone
from tests.builders.files import photo
from tests.builders.jobs import accepted_job
from tests.journeys.forms_on_page import FormOnPage, read_page
from tests.races.harness import at_once

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
TIMES = 12


def _form(client: Client, address: str) -> FormOnPage:
    forms, _ = read_page(client.get(address).content.decode())
    return next(form for form in forms if "csrfmiddlewaretoken" in form.names and not form.action)


def _sent_at_once(address: str, **typed: Any) -> set[tuple[int, str]]:
    """Status and place of every answer, each from a connection of its own but one browser."""
    first = Client()
    first.force_login(someone("olive"))
    form = _form(first, address)

    def send(_: int) -> tuple[int, str]:
        browser = Client()
        browser.cookies = first.cookies.copy()  # type: ignore[assignment]  # http.cookies copies a plain dict
        answer = browser.post(address, form.filled({name: make() for name, make in typed.items()}))
        return answer.status_code, answer.headers.get("Location", "")

    return set(at_once(send, TIMES).done)


def test_an_open_item_is_added_once() -> None:
    job = accepted_job()
    address = reverse("jobs:add_open_item", args=[job.number])
    answers = _sent_at_once(address, party=lambda: "other", what=lambda: "The landlord agrees")
    assert answers == {(302, reverse("jobs:overview", args=[job.number]))}
    assert OpenItem.objects.of(job).filter(what="The landlord agrees").count() == 1


def test_a_photo_is_filed_once() -> None:
    job = accepted_job()
    address = reverse("jobs:add_photo", args=[job.number])
    answers = _sent_at_once(address, slot=lambda: "other", file=photo)
    assert answers == {(302, reverse("jobs:photos", args=[job.number]))}
    assert Photo.objects.of(job).count() == 1


def test_a_job_is_opened_once_and_all_lead_to_it() -> None:
    site = accepted_job().site
    typed = {
        "name": "Ann Ames",
        "phone": "562-555-0188",
        "street": "4 Oak Street",
        "city": "Whittier",
        "postal_code": "90601",
        "jurisdiction": site.jurisdiction_id,
        "utility": site.utility_id,
    }
    answers = _sent_at_once(reverse("jobs:new"), **{name: lambda v=value: v for name, value in typed.items()})
    job = Job.objects.get(people__name="Ann Ames")
    ((status, leads_to),) = answers
    assert (status, leads_to.startswith(reverse("jobs:overview", args=[job.number]))) == (302, True)
