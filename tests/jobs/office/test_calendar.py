"""The calendar's week."""

from __future__ import annotations

import pytest
from django.utils import timezone

from jobs.models import Appointment, Party
from jobs.open_items.services import open_items
from tests.builders.cast import signed_in, someone
from tests.jobs.office.pages import busy_job

pytestmark = pytest.mark.django_db


def test_the_calendar_shows_visits_and_the_days_others_gave() -> None:
    job = busy_job()
    open_items.add(
        job=job,
        party=Party.UTILITY,
        what="Visit",
        expected_on=timezone.localdate(),
        window="8–12",
        by=someone("olive"),
    )
    olive = signed_in()
    rows = {row["name"]: row for row in olive.get("/calendar/").context["rows"]}
    given = [slot["what"] for cell in rows["City, utility and others"]["cells"] for slot in cell["slots"]]
    assert "SCE: Visit" in given
    booked_on = timezone.localtime(Appointment.objects.of(job).get().starts_at).date()
    rows = {row["name"]: row for row in olive.get(f"/calendar/?week={booked_on}").context["rows"]}
    assert [slot["what"] for cell in rows["Asa"]["cells"] for slot in cell["slots"]] == ["Site survey"]
    assert "Strand" not in rows


@pytest.mark.parametrize("week", ["", "2026-11-20", "nonsense", "0001-01-01", "9999-12-31"])
def test_the_calendar_opens_on_any_week(week: str) -> None:
    assert signed_in().get(f"/calendar/?week={week}").status_code == 200
