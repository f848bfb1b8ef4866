"""The one writer of stamps: what it refuses, what it writes, and what the database holds by itself."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from jobs.milestones.services import milestones
from jobs.models import Event, Job, Party
from jobs.open_items.services import open_items
from jobs.road import stages
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, days_ago, opened_job
from tests.days import Ago

pytestmark = pytest.mark.django_db


def test_numbers_start_at_1001_and_have_no_gap() -> None:
    first = opened_job()
    with transaction.atomic():
        opened_job()
        transaction.set_rollback(True)
    assert (first.number, opened_job().number) == ("KW-1001", "KW-1002")


def test_stamp_moves_the_stage_and_writes_one_event() -> None:
    job = accepted_job()
    assert job.stage == "assessment"
    events = list(Event.objects.of(job).filter(milestone="accepted").values_list("kind", "by__name", "after"))
    assert events == [("done", "Olive", {"accepted_on": job.accepted_on.isoformat()})]


def test_an_own_act_is_refused_while_what_it_needs_is_missing() -> None:
    job = accepted_job()
    with pytest.raises(Refused, match="the eligibility verdict is not recorded"):
        milestones.stamp(job=job, milestone=Milestone.AGREED, on=days_ago(1), by=someone("olive"))


def test_what_the_city_did_is_recorded_whatever_the_road_says_and_does_not_add_up() -> None:
    job = milestones.stamp(
        job=accepted_job(), milestone=Milestone.INSPECTION_PASSED, on=days_ago(1), by=someone("olive")
    )
    assert Job.objects.that_do_not_add_up().get() == job
    assert {step.milestone for step, _ in stages.contradictions(job.kind, job.standing)} == {
        "inspection_passed"
    }


def test_the_second_person_is_told_who_was_first() -> None:
    job = accepted_job()
    with pytest.raises(Refused, match="Olive already recorded the intake"):
        milestones.stamp(job=job, milestone=Milestone.ACCEPTED, on=days_ago(1), by=someone("owen"))


def test_an_open_item_blocks_the_milestone_that_it_names() -> None:
    job = accepted_job()
    open_items.add(
        job=job, party=Party.OWNER, what="Landlord's consent", blocks="surveyed", by=someone("olive")
    )
    with pytest.raises(Refused, match="Landlord's consent"):
        milestones.stamp(job=job, milestone=Milestone.SURVEYED, on=days_ago(1), by=someone("olive"))


def test_only_waivable_milestones_are_waived_and_for_a_reason() -> None:
    job = accepted_job()
    with pytest.raises(Refused, match="cannot be waived"):
        milestones.waive(job=job, milestone=Milestone.SURVEYED, because="in a hurry", by=someone("olive"))
    with pytest.raises(Refused, match="Say why"):
        milestones.waive(job=job, milestone=Milestone.OUTAGE_CONFIRMED, because=" ", by=someone("olive"))
    job = milestones.waive(
        job=job, milestone=Milestone.OUTAGE_CONFIRMED, because="no window was given", by=someone("olive")
    )
    assert Milestone.OUTAGE_CONFIRMED in job.standing


def test_an_own_act_is_undone_only_after_the_own_acts_above_it() -> None:
    job = milestones.stamp(
        job=accepted_job(), milestone=Milestone.SURVEYED, on=days_ago(2), by=someone("olive")
    )
    with pytest.raises(Refused, match="Undo the site survey first"):
        milestones.withdraw(job=job, milestone=Milestone.ACCEPTED, because="a mistake", by=someone("olive"))
    job = milestones.withdraw(job=job, milestone=Milestone.SURVEYED, because="a mistake", by=someone("olive"))
    assert (job.stage, job.surveyed_on) == ("assessment", None)


@pytest.mark.parametrize(
    "lie",
    [{"stage": "done"}, {"closed_out_on": Ago(1)}, {"surveyed_on": Ago(1), "accepted_on": None}],
)
def test_the_database_refuses_a_stage_or_stamp_that_the_road_does_not_allow(lie: dict[str, object]) -> None:
    job = accepted_job()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**lie)


def test_events_are_never_changed_or_removed() -> None:
    job = accepted_job()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.of(job).update(sentence="something else")
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.of(job).delete()
