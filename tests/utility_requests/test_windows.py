"""The utility's dates: given, moved, not kept, never given; each with what it asks for."""

from __future__ import annotations

from datetime import date

import pytest

from jobs.models import PhotoSlot
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.jobs import days_ago
from tests.builders.utility_requests import (
    approved_job,
    coming_visit,
    fresh,
    photographed,
    visit_came,
    window_given,
)
from tests.days import Ago
from tests.utility_requests.seen import events, item, items, mark, owed
from utility_requests.models import FeePayment, VisitWindow
from utility_requests.services.open_items import refresh
from utility_requests.services.windows import (
    miss_window,
    move_window,
    record_window,
    undo_window,
    waive_window,
)

pytestmark = pytest.mark.django_db


def in_six_days() -> date:
    return days_ago(-6)


def in_nine_days() -> date:
    return days_ago(-9)


def tomorrow() -> date:
    return days_ago(-1)


def test_a_window_stamps_and_waits_for_the_visit_with_its_stake() -> None:
    job = approved_job()
    since = mark(job)
    record_window(
        visit=coming_visit(job),
        starts_on=in_six_days(),
        hours="8–12",
        given_on=days_ago(12),
        by=someone("olive"),
    )
    assert fresh(job).outage_confirmed_on == days_ago(12)
    day = f"{in_six_days():%B %-d, %Y}"
    assert events(job, since)[0] == ("done", f"SCE comes on {day}, 8 AM–12 PM")
    assert owed(job) == {"visit"}
    visit = item(job, "visit")
    assert (visit.party, visit.expected_on, visit.window) == ("utility", in_six_days(), "8–12")
    assert str(visit.stake_usd) == "279.22"


def test_a_window_is_given_once_and_the_second_is_told_who_was_first() -> None:
    visit = window_given().visit
    with pytest.raises(Refused, match="Olive already recorded the date"):
        record_window(visit=visit, starts_on=tomorrow(), given_on=days_ago(1), by=someone("owen"))
    assert VisitWindow.objects.count() == 1


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"ends_on": Ago(-5)}, "ends_on"),
        ({"given_on": Ago(-1)}, "given_on"),
        ({"starts_on": Ago(5), "given_on": Ago(4)}, "starts_on"),
    ],
)
def test_a_window_that_cannot_be_is_refused_at_its_field(new: dict[str, object], field: str) -> None:
    job = approved_job()
    given = {"starts_on": in_six_days(), "given_on": days_ago(2), "by": someone("olive")}
    with pytest.raises(Refused) as refusal:
        record_window(visit=coming_visit(job), **{**given, **new})
    assert refusal.value.field == field


def test_a_moved_window_keeps_the_first_date_and_costs_no_fee() -> None:
    window = window_given()
    job, since = window.visit.job, mark(window.visit.job)
    move_window(
        visit=window.visit,
        told_on=days_ago(1),
        starts_on=in_nine_days(),
        hours="12–16",
        note="a storm",
        by=someone("olive"),
    )
    first, second = VisitWindow.objects.of(job)
    assert (first.over_as, first.over_note, second.over_as) == ("moved", "a storm", "")
    visit = item(job, "visit")
    assert (visit.first_expected_on, visit.expected_on) == (in_six_days(), in_nine_days())
    assert visit.window == "12–16"
    assert events(job, since)[0] == ("desk", f"SCE moved its visit to {in_nine_days():%B %-d, %Y}, 12–4 PM")
    assert fresh(job).outage_confirmed_on == days_ago(12)
    assert FeePayment.objects.of(job).count() == 1
    assert coming_visit(job).ordinal == 1


def test_a_window_that_was_taken_back_leaves_the_date_wanted() -> None:
    window = window_given()
    job = window.visit.job
    move_window(visit=window.visit, told_on=days_ago(1), by=someone("olive"))
    assert Milestone.OUTAGE_CONFIRMED not in fresh(job).standing
    assert owed(job) == {"window"}
    assert item(job, "window").since_on == days_ago(1)
    with pytest.raises(Refused, match="Olive already recorded moved by the utility"):
        move_window(visit=window.visit, told_on=days_ago(1), by=someone("owen"))


def test_a_moved_window_asks_for_the_staging_photo_again() -> None:
    window = window_given(starts_on=tomorrow())
    job = window.visit.job
    refresh(job=job, by=None)
    assert "readiness:staged" in items(job)
    photographed(job, PhotoSlot.ADAPTER_STAGED, on=days_ago(3))
    refresh(job=job, by=None)
    assert "readiness:staged" not in items(job)
    move_window(visit=window.visit, told_on=days_ago(0), starts_on=days_ago(-2), by=someone("olive"))
    refresh(job=job, by=None)
    assert items(job)["readiness:staged"] == "field"
    photographed(job, PhotoSlot.ADAPTER_STAGED)
    refresh(job=job, by=None)
    assert "readiness:staged" not in items(job)


def test_a_utility_that_did_not_come_wastes_no_visit() -> None:
    window = window_given(starts_on=days_ago(2))
    job, since = window.visit.job, mark(window.visit.job)
    miss_window(visit=window.visit, on=days_ago(2), note="nobody came", by=someone("olive"))
    assert events(job, since)[0][1].startswith("SCE did not come, ")
    assert owed(job) == {"window"}
    assert coming_visit(job).pk == window.visit_id
    assert VisitWindow.objects.of(job).get().over_as == "did_not_come"
    with pytest.raises(Refused, match="Olive already recorded the utility did not come"):
        miss_window(visit=window.visit, on=days_ago(2), by=someone("owen"))


def test_moved_or_missed_needs_a_date() -> None:
    job = approved_job()
    with pytest.raises(Refused, match="has not given a date"):
        miss_window(visit=coming_visit(job), on=days_ago(1), by=someone("olive"))
    with pytest.raises(Refused, match="has not given a date"):
        move_window(visit=coming_visit(job), told_on=days_ago(1), by=someone("olive"))


def test_a_visit_that_is_over_has_no_more_dates() -> None:
    visit = visit_came(None, "failed", days_ago(5), ["F1"])
    with pytest.raises(Refused, match="Olive already recorded the outcome of visit 1"):
        record_window(visit=visit, starts_on=tomorrow(), given_on=days_ago(1), by=someone("owen"))


def test_waive_lets_the_missing_window_stand_and_is_undone() -> None:
    job = approved_job()
    waive_window(visit=coming_visit(job), because="no window was given", by=someone("olive"))
    assert fresh(job).outage_confirmed_waived_on
    assert owed(job) == set()
    undo_window(visit=coming_visit(job), because="it was given after all", by=someone("olive"))
    assert owed(job) == {"window"}


def test_undo_a_window_asks_for_another() -> None:
    job = window_given().visit.job
    undo_window(visit=coming_visit(job), because="another job's", by=someone("olive"))
    assert VisitWindow.objects.of(job).get().over_as == "undone"
    assert owed(job) == {"window"}
    assert Milestone.OUTAGE_CONFIRMED not in fresh(job).standing
