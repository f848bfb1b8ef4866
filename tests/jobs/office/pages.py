"""The office's pages as a test opens them, and jobs with something to show on them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.test import Client
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.models import Job, Party
from jobs.open_items.services import open_items
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, days_ago


def busy_job(place: int = 0, **new: object) -> Job:
    """With an item that is due and a visit today or soon."""
    job = accepted_job(name=f"Hana {place}", **new)
    by, due = someone("olive"), days_ago(2)
    open_items.add(
        job=job, party=Party.CITY, what="The permit", expected_on=due, stake_usd=Decimal("279.22"), by=by
    )
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    start = noon + timedelta(days=place % 7)
    appointments.book_appointment(
        job=job,
        kind="survey",
        starts_at=start + timedelta(minutes=place),
        ends_at=start + timedelta(minutes=place + 1),
        technicians=[someone("asa")],
        by=by,
    )
    return job


def numbers_on(client: Client, url: str) -> list[str]:
    return [row["number"] for row in client.get(url).context["rows"]]
