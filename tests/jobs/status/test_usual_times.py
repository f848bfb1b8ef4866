"""What a stage usually takes: from our own closed jobs once there are ten, else as it is stated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Job, UsualTime
from jobs.nightly import count_usual_times
from jobs.road.stages import Milestone
from jobs.status.points import points
from jobs.status.services import usual_times
from jobs.status.services.facts import facts_of_job
from tests.jobs.status.situations import until

pytestmark = pytest.mark.django_db
M = Milestone
OWN = "Half of our last 11 jobs took 6 days or less for it."


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    usual_times._read_again.cache_clear()
    yield
    usual_times._read_again.cache_clear()


def said(job: Job) -> dict[str, str]:
    return {point.label: point.usual for point in points(facts_of_job(job.pk))}


def closed_jobs(count: int) -> None:
    """Closed jobs whose permits took 1, 2, 3 … days after the contract."""
    job, today = until(M.WARRANTY_OVER), timezone.localdate()
    for days in range(1, count + 1):
        job.agreed_on, job.permit_issued_on = today - timedelta(days=days), today
        job.save()
        job.pk, job.number, job._state.adding = None, f"KW-9{days:03}", True


@pytest.mark.parametrize(
    ("closed", "expected"),
    [(9, "The rule for the city is about 25 business days from the application."), (11, OWN)],
)
def test_our_own_figure_stands_from_ten_jobs_on(closed: int, expected: str) -> None:
    closed_jobs(closed)
    job = until(M.PERMIT_ISSUED)
    usual_times._read_again.cache_clear()
    count_usual_times()
    assert said(job)["City permit"] == expected
    assert UsualTime.objects.get(kind="installation", milestone=M.PERMIT_ISSUED).jobs == closed


def test_the_utilitys_figure_is_said_to_be_the_utilitys() -> None:
    usual = said(until(M.PERMIT_ISSUED))
    assert usual["Edison's approval"].startswith("Edison states about 30 business days")
    assert usual["Survey of your meter and panel"] == "", "done already"
    assert usual["Charging"] == "", "nobody states a figure"


def test_counting_twice_leaves_one_row_for_each_stage() -> None:
    closed_jobs(3)
    for _ in range(2):
        count_usual_times()
    rows = UsualTime.objects.values_list("kind", "milestone")
    assert len(rows) == len(set(rows)) == len(usual_times._BEGINS)
