"""The permit desk: each job under what it needs now."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jobs.milestones.services import milestones as stamps
from jobs.models import Job
from jobs.road.stages import Milestone
from permits.models import Permit
from permits.services.applications import record_correction
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import days_ago, whittier
from tests.builders.permits import (
    agreed_job,
    final_asked,
    final_failed,
    final_passed,
    permit_applied,
    permit_issued,
    permitted_job,
)
from tests.questions import questions

pytestmark = pytest.mark.django_db


NEED_OF = {
    "apply": agreed_job,
    "answer": lambda: (
        record_correction(
            permit=permit_applied(), asked_on=days_ago(9), text="Show it.", by=someone("olive")
        ).permit.job
    ),
    "city": lambda: permit_applied().job,
    "mend": final_failed,
    "ask": lambda: stamps.stamp(
        job=permitted_job(), milestone=Milestone.CIRCUIT_INSTALLED, on=days_ago(9), by=someone("olive")
    ),
    "inspection": lambda: final_asked().permit.job,
    "lapse": lambda: permit_issued(expires_on=days_ago(-20)).job,
    "paper": lambda: permit_issued(document=None).job,
    "card": lambda: final_passed(card=None),
}


def test_the_desk_lists_each_job_under_what_it_needs_now() -> None:
    jobs = {need: make() for need, make in NEED_OF.items()}
    client = signed_in("olive")
    for need, job in jobs.items():
        page = client.get(reverse("permits:list"), {"need": need})
        assert [row["number"] for row in page.context["rows"]] == [job.number], need
    assert {chip["count"] for chip in page.context["chips"]} == {"1"}


def test_the_desk_waits_for_the_adapter_where_the_city_does() -> None:
    job = permitted_job(agreed_job(jurisdiction=whittier(visit_order="set_before_final")))
    stamps.stamp(job=job, milestone=Milestone.CIRCUIT_INSTALLED, on=days_ago(9), by=someone("olive"))
    client, address = signed_in("olive"), reverse("permits:list") + "?need=ask"
    assert client.get(address).context["rows"] == []
    stamps.stamp(job=job, milestone=Milestone.ADAPTER_SET, on=days_ago(3), by=someone("olive"))
    assert [row["number"] for row in client.get(address).context["rows"]] == [job.number]


@pytest.mark.parametrize(
    "asked", ["?need=rumour", "?after=yesterday.x", "?after=2026-99-99.1", "?need=city&after="]
)
def test_the_desk_takes_an_odd_address_for_the_first_page(asked: str) -> None:
    permit_applied()
    assert signed_in("olive").get(reverse("permits:list") + asked).status_code == 200


def many_permits(count: int) -> None:
    first = permit_applied()
    job = first.job
    jobs = [
        Job(
            number=f"KW-9{place:03}",
            kind=job.kind,
            site=job.site,
            homeowner_name="Hana Ito",
            opened_on=job.opened_on,
            opened_by=job.opened_by,
        )
        for place in range(count)
    ]
    Job.objects.bulk_create(jobs)
    Permit.objects.bulk_create(
        Permit(
            job=job,
            jurisdiction=first.jurisdiction,
            applied_on=first.applied_on,
            answer_due_on=days_ago(place // 3),
            recorded_by=first.recorded_by,
        )
        for place, job in enumerate(jobs)
    )


def test_the_desk_asks_as_many_questions_for_one_row_as_for_fifty() -> None:
    client, address = signed_in("olive"), reverse("permits:list") + "?need=city"
    permit_applied()
    questions(client, address)
    few = questions(client, address)
    many_permits(60)
    assert questions(client, address) == few


def test_the_desk_is_paged_by_day_without_gap_or_twin() -> None:
    many_permits(120)
    client, address, seen = signed_in("olive"), "?need=city", []
    while address:
        context = client.get(reverse("permits:list") + address).context
        seen += [row["number"] for row in context["rows"]]
        address = context["pager"]["older"]
    assert (len(seen), len(set(seen))) == (121, 121)
