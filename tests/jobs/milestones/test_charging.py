"""Whoever might charge and may not now is told so at once, by one mechanism whatever ended it."""

from __future__ import annotations

from typing import Any

import pytest

from jobs.installation.services import commissioning
from jobs.milestones.services import charging, milestones
from jobs.models import Document, Event, Job, Notice, OpenItem, Person
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from tests.builders import records
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, company, days_ago

pytestmark = pytest.mark.django_db
M = Milestone


@pytest.fixture
def job() -> Job:
    """Commissioned: Hana may charge."""
    company()
    job = accepted_job()
    records_of = [m for m in M if m not in (M.ACCEPTED, M.COMMISSIONED, M.CLOSED_OUT, M.WARRANTY_OVER)]
    for milestone in records_of:
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(9), by=someone("olive"))
    return records.commissioned(job)


def undone(job: Job, milestone: Milestone, **new: Any) -> Job:
    given: dict[str, Any] = {"because": "Meter changed by a storm crew", "by": someone("olive")}
    return milestones.withdraw(job=job, milestone=milestone, **{**given, **new})


def asked(job: Job) -> list[str]:
    keys = (charging.CALL, charging.CALL_AGAIN)
    return list(OpenItem.objects.of(job).open().filter(key__in=keys).values_list("what", flat=True))


def letters(job: Job) -> list[str]:
    return list(Notice.objects.filter(person__job=job).order_by("id").values_list("template", flat=True))


@pytest.mark.parametrize(
    ("milestone", "why"),
    [
        (M.ADAPTER_SET, "the adapter is no longer on the meter"),
        (M.INSPECTION_PASSED, "the city's final no longer stands"),
        (M.COMMISSIONED, "the commissioning was undone"),
    ],
)
def test_charging_ends_at_once_and_the_homeowner_is_told(job: Job, milestone: Milestone, why: str) -> None:
    assert job.may_charge
    job = undone(job, milestone, on=days_ago(1))
    assert not job.may_charge
    assert (job.charging_stopped_on, job.charging_stopped_because) == (
        days_ago(1),
        "Meter changed by a storm crew",
    )
    assert asked(job) == [f"Call Hana Ito, 562-555-0142, they must not charge: {why}"]
    notice = Notice.objects.get(person__job=job)
    assert (notice.template, notice.context["cause"], notice.context["phone"]) == (
        "stop_charging",
        milestone.value,
        "562-555-0100",
    )
    page = signed_in().get(f"/jobs/{job.number}/").content.decode()
    assert "must not charge since" in page
    assert ">may charge<" not in page


def test_what_ends_before_anybody_could_charge_tells_nobody(job: Job) -> None:
    job = undone(job, M.COMMISSIONED)
    undone(job, M.INSPECTION_PASSED)
    assert letters(job) == ["stop_charging"]
    job = Job.objects.get(pk=accepted_job().pk)
    for milestone in (M.SURVEYED, M.ADAPTER_SET):
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(3), by=someone("olive"))
    job = undone(job, M.ADAPTER_SET)
    assert (job.charging_stopped_on, asked(job), letters(job)) == (None, [], [])


def test_a_final_that_passes_again_lets_them_charge_and_tells_them(job: Job) -> None:
    job = undone(job, M.INSPECTION_PASSED)
    job = milestones.stamp(job=job, milestone=M.INSPECTION_PASSED, on=days_ago(0), by=someone("olive"))
    assert (job.may_charge, asked(job)) == (True, [])
    assert letters(job) == ["stop_charging", "charge_again"]


def test_an_adapter_set_again_is_charged_through_only_after_another_test(job: Job) -> None:
    job = undone(job, M.ADAPTER_SET)
    with pytest.raises(Refused, match="the utility's visit is not recorded"):
        commissioning.record_test(job=job, by=someone("cruz"), **records.charger_test_facts(days_ago(0)))
    job = milestones.stamp(job=job, milestone=M.ADAPTER_SET, on=days_ago(1), by=someone("olive"))
    assert not job.may_charge
    commissioning.record_test(job=job, by=someone("cruz"), **records.charger_test_facts(days_ago(0)))
    job = Job.objects.get(pk=job.pk)
    assert (job.may_charge, job.commissioned_on) == (True, days_ago(4))
    papers = Document.objects.of(job).of_kind("commissioning_record")
    assert [paper.in_force for paper in papers] == [True, False]
    with pytest.raises(Refused, match="undo that first"):
        commissioning.record_test(job=job, by=someone("cruz"), **records.charger_test_facts(days_ago(0)))


def test_without_an_address_the_office_calls_for_both(job: Job) -> None:
    Person.objects.of(job).update(email="")
    job = undone(job, M.INSPECTION_PASSED)
    job = milestones.stamp(job=job, milestone=M.INSPECTION_PASSED, on=days_ago(0), by=someone("olive"))
    assert letters(job) == []
    assert asked(job) == ["Call Hana Ito, 562-555-0142, they may charge again"]
    job = undone(job, M.INSPECTION_PASSED)
    assert asked(job) == [
        "Call Hana Ito, 562-555-0142, they must not charge: the city's final no longer stands"
    ]


def test_the_call_ends_its_item_with_who_was_told_and_how(job: Job) -> None:
    client = signed_in()
    with pytest.raises(Refused, match="Nobody has to be told"):
        charging.record_homeowner_told(
            job=job, told="Hana", told_on=days_ago(0), means="By phone", by=someone("olive")
        )
    job = undone(job, M.ADAPTER_SET, on=days_ago(1))
    address = f"/jobs/{job.number}/charging/told/"
    assert OpenItem.objects.of(job).open().get(key=charging.CALL).act == "jobs:homeowner_told"
    early = {"told": "Hana Ito", "told_on": days_ago(2), "means": "By phone"}
    assert client.post(address, early).status_code == 422
    assert client.post(address, {**early, "told_on": days_ago(0)}).status_code == 302
    assert asked(job) == []
    said = Event.objects.of(job).filter(kind="sent").latest("id")
    assert (said.sentence, said.because) == ("Hana Ito was told that they may not charge", "By phone")
