"""The utility desk as a test goes to it: who is signed in, where a page is, and what it says."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from jobs.services.appointments import book_appointment
from tests.builders.cast import signed_in, someone


def url(name: str, job: Job, *more: object) -> str:
    return reverse(f"utility_requests:{name}", args=[job.number, *more])


def words(html: str) -> str:
    """What is on the page for people: without tags and their attributes."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def tab(job: Job, key: str = "olive") -> str:
    answer = signed_in(key).get(url("utility_request", job))
    assert answer.status_code == 200
    return words(answer.content.decode())


def assigned_to_asa(job: Job) -> None:
    starts_at = timezone.now() + timedelta(days=3)
    book_appointment(
        job=job,
        kind="staging",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        technicians=[someone("asa")],
        by=someone("olive"),
    )


def questions(address: str) -> int:
    client = signed_in()
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
