"""Many jobs written in one go: every stage is what the stamps say, and the next job gets the next number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from jobs.intake.services import intake
from jobs.models import Document, Job, OpenItem, Reference
from jobs.road import stages
from jobs.road.stages import Stage
from kilowire.demo import bulk, people
from tests.broken_rows import broken_rows
from tests.builders.cast import someone


def jobs_in_one_go(count: int) -> list[Job]:
    call_command("load_directory", verbosity=0)
    cast, today = people.hire(), timezone.localdate()
    people.learn(cast, today)
    bulk.write(count, cast, today, "many")
    return list(Job.objects.order_by("id"))


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Job]]:
    """The rows, once for all tests; their files are gone after the first."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield jobs_in_one_go(500)
        transaction.set_rollback(True)


@pytest.fixture
def many(written: list[Job], django_db_blocker: Any) -> Iterator[list[Job]]:
    """The jobs; what a test changes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield written
        transaction.set_rollback(True)


def test_many_jobs_are_where_their_stamps_say(many: list[Job]) -> None:
    connection.check_constraints()
    assert not broken_rows(without_files=True)
    for each in many:
        assert all(each.opened_on <= each.day_of(m) <= timezone.localdate() for m in each.standing)
        for milestone in each.standing:
            assert not (
                stages.STEP[milestone].ours and stages.missing_for(each.kind, milestone, each.standing)
            )
    at_stage = {stage: sum(each.stage == stage for each in many) for stage in Stage}
    assert at_stage[Stage.DONE] + at_stage[Stage.WARRANTY] > 350


@pytest.mark.django_db
def test_many_jobs_have_papers_that_are_there() -> None:
    many = jobs_in_one_go(50)
    assert not broken_rows("files_are_as_filed")
    papers = Document.objects.all()
    assert {each.status for each in papers} == {"ready"}
    closed = [each for each in many if each.closed_out_on]
    assert papers.of_kind("close_out_package").count() == len(closed)


def test_many_open_jobs_wait_for_somebody(many: list[Job]) -> None:
    waited_for = set(OpenItem.objects.open().values_list("job", flat=True))
    alone = [each for each in many if each.is_open and each.pk not in waited_for and not each.adapter_set_on]
    assert not alone


def test_the_next_job_gets_the_next_number(many: list[Job]) -> None:
    of = many[0]
    new = intake.open_job(
        kind="installation", name="Hana Ito", email="hana@home.test", street="1 Alder Court", city="Whittier",
        postal_code="90601", jurisdiction=of.site.jurisdiction, utility=of.site.utility, by=someone("olive"),
    )  # fmt: skip
    assert new.number == "KW-1501"
    assert Reference.objects.of(many[-1]).exists()
