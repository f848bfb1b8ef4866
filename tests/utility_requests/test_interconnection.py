"""The Rule 21 application: a record of its own, followed to permission to operate."""

from __future__ import annotations

import pytest

from jobs.models import Job, OpenItem, Reference, Upload
from jobs.open_items.services import open_items
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import accepted_job, days_ago
from tests.days import Ago
from tests.utility_requests.seen import events, items, mark
from utility_requests.models import InterconnectionRequest
from utility_requests.services.interconnection import (
    end_interconnection,
    open_interconnection,
    record_interconnection,
)

pytestmark = pytest.mark.django_db


def opened(job: Job | None = None) -> InterconnectionRequest:
    return open_interconnection(job=job or accepted_job(), why="Solar on the roof", by=someone("olive"))


def recorded(row: InterconnectionRequest, **new: object) -> InterconnectionRequest:
    given = {"number": "", "submitted_on": None, "approved_on": None, "permission_on": None}
    return record_interconnection(interconnection=row, by=someone("olive"), **{**given, **new})


def test_open_makes_one_record_and_an_item() -> None:
    row = opened()
    assert items(row.job) == {"rule_21": "office"}
    with pytest.raises(Refused, match="Olive already opened it"):
        open_interconnection(job=row.job, why="A battery", by=someone("owen"))


def test_open_ends_the_item_by_which_the_verdict_asked_for_it() -> None:
    job = accepted_job()
    open_items.add(
        job=job, party="office", what="Separate application", key="assessments.rule21", by=someone("olive")
    )
    opened(job)
    assert list(OpenItem.objects.of(job).open().values_list("key", flat=True)) == ["utility_requests.rule_21"]


def test_record_follows_it_to_permission_and_keeps_its_number() -> None:
    row = opened()
    since = mark(row.job)
    row = recorded(row, number="NEM-1", submitted_on=days_ago(20), paper=paper("form"))
    assert items(row.job) == {"rule_21": "utility"}
    assert ("desk", "Rule 21 interconnection brought up to date") in events(row.job, since)
    assert Upload.objects.of(row.job).get(kind="interconnection") == row.paper
    days = {"submitted_on": days_ago(20), "approved_on": days_ago(9), "permission_on": days_ago(2)}
    row = recorded(row, number="NEM-2", **days)
    assert items(row.job) == {}
    assert Reference.objects.of(row.job).get(kind="interconnection").value == "NEM-2"


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"approved_on": Ago(3)}, "approved_on"),
        ({"submitted_on": Ago(3), "approved_on": Ago(4)}, "approved_on"),
        ({"submitted_on": Ago(3), "permission_on": Ago(1)}, "permission_on"),
        ({"submitted_on": Ago(-1)}, "submitted_on"),
    ],
)
def test_days_out_of_order_or_to_come_are_refused_at_their_field(days: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        recorded(opened(), **days)
    assert refusal.value.field == field
    assert InterconnectionRequest.objects.get().submitted_on is None


def test_end_needs_a_reason_and_lets_another_be_opened() -> None:
    row = opened()
    with pytest.raises(Refused, match="Say why"):
        end_interconnection(interconnection=row, because=" ", by=someone("olive"))
    end_interconnection(interconnection=row, because="no solar after all", by=someone("olive"))
    assert items(row.job) == {}
    with pytest.raises(Refused, match="already ended"):
        end_interconnection(interconnection=row, because="again", by=someone("owen"))
    with pytest.raises(Refused, match="ended on"):
        recorded(row, number="NEM-1")
    assert opened(row.job).pk != row.pk
