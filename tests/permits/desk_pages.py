"""The permit desk as a test goes to it: who is signed in, where a page is, and how much it asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from jobs.services import appointments
from tests.builders.cast import someone


def send(job: Job, key: str) -> None:
    """Book a technician, who from then on sees the job."""
    starts_at = timezone.now() + timedelta(days=3, hours=job.pk * 3)
    appointments.book_appointment(
        job=job,
        kind="inspection",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        technicians=[someone(key)],
        by=someone("olive"),
    )


def url(name: str, job: Job, *more: Any) -> str:
    return reverse(f"permits:{name}", args=[job.number, *more])


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
