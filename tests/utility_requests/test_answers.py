"""The utility's answers: approved, waived, returned, denied, undone; and our own withdrawal."""

from __future__ import annotations

import pytest

from jobs.holds.services import holds
from jobs.models import Job, OpenItem
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import days_ago
from tests.builders.utility_requests import (
    adapter_set,
    approved_job,
    coming_visit,
    contracted_job,
    fresh,
    packet_complete,
    prepared,
    request_of,
    submitted_job,
    window_given,
)
from tests.days import Ago
from tests.utility_requests.seen import events, item, items, mark, owed, paper_in_force
from utility_requests.models import FeePayment, UtilityRequest, VisitWindow
from utility_requests.services.answers import end_request, undo_ending, withdraw_request
from utility_requests.services.approvals import (
    approve_request,
    file_approval_paper,
    undo_approval,
    waive_approval,
)
from utility_requests.services.requests import prepare_request, submit_request

pytestmark = pytest.mark.django_db


def returned(job: Job, ended_as: str = "returned") -> UtilityRequest:
    return end_request(
        request=request_of(job),
        ended_as=ended_as,
        on=days_ago(20),
        because="meter number",
        by=someone("olive"),
    )


def test_approve_stamps_and_asks_for_a_date() -> None:
    job = submitted_job()
    since = mark(job)
    request = request_of(job)
    approve_request(request=request, approved_on=days_ago(14), paper=paper("ok"), by=someone("olive"))
    assert fresh(job).utility_approved_on == days_ago(14)
    assert [kind for kind, _ in events(job, since)] == [
        "filed",
        "done",
        "issued",
        "item_ended",
        "item_opened",
    ]
    assert owed(job) == {"window"}
    context = paper_in_force(job, "utility_application").context
    assert "approved on" in context["summary"]
    shown = [upload["id"] for upload in context["sections"][0]["uploads"]]
    assert shown == [UtilityRequest.objects.get(pk=request.pk).approval_paper_id]


def test_an_approval_without_its_paper_blocks_the_close_out_until_it_is_filed() -> None:
    job = approved_job(paper=None)
    waiting = item(job, "approval_paper")
    assert (waiting.party, waiting.blocks) == ("office", Milestone.CLOSED_OUT)
    file_approval_paper(request=request_of(job), paper=paper("ok"), by=someone("olive"))
    assert owed(job) == {"window"}
    with pytest.raises(Refused, match="Olive already filed the approval"):
        file_approval_paper(request=request_of(job), paper=paper("ok"), by=someone("owen"))


def test_approve_is_refused_twice_before_the_sending_and_to_come() -> None:
    job = approved_job()
    with pytest.raises(Refused, match="Olive already recorded the approval"):
        approve_request(request=request_of(job), approved_on=days_ago(1), by=someone("owen"))
    other = submitted_job()
    with pytest.raises(Refused, match="The application was sent on"):
        approve_request(request=request_of(other), approved_on=days_ago(50), by=someone("olive"))
    with pytest.raises(Refused, match="has not come yet"):
        approve_request(request=request_of(other), approved_on=days_ago(-2), by=someone("olive"))


def test_an_approval_that_nobody_sent_for_is_recorded_and_does_not_add_up() -> None:
    request = packet_complete()
    approve_request(request=request, approved_on=days_ago(10), by=someone("olive"))
    assert Job.objects.that_do_not_add_up().get() == request.job
    assert {"send", "approval_paper", "window"} <= owed(request.job)
    with pytest.raises(Refused, match="dated before this day"):
        submit_request(request=request, submitted_on=days_ago(9), by=someone("olive"))
    submit_request(request=request, submitted_on=days_ago(30), by=someone("olive"))
    assert not Job.objects.that_do_not_add_up().exists()


def test_waive_lets_the_work_go_on_and_the_real_approval_still_come() -> None:
    job = submitted_job()
    waive_approval(request=request_of(job), because="SCE says none is sent", by=someone("olive"))
    assert Milestone.UTILITY_APPROVED in fresh(job).standing
    assert owed(job) == {"window"}
    approved_job(fresh(job))
    assert fresh(job).utility_approved_waived_on is None


def test_undo_the_approval_asks_for_the_answer_again() -> None:
    job = approved_job()
    undo_approval(request=request_of(job), because="it was another job's", by=someone("olive"))
    assert fresh(job).utility_approved_on is None
    assert owed(job) == {"answer"}
    assert "approved" not in paper_in_force(job, "utility_application").context["summary"]


@pytest.mark.parametrize("ended_as", ["returned", "denied"])
def test_a_return_or_denial_keeps_its_reason_and_the_road_where_it_was(ended_as: str) -> None:
    job = submitted_job()
    since = mark(job)
    request = returned(job, ended_as)
    job = fresh(job)
    assert (request.ended_as, request.ended_because) == (ended_as, "meter number")
    assert job.utility_submitted_on is None
    assert Milestone.UTILITY_APPROVED not in job.standing
    assert events(job, since)[:3] == [
        ("desk", f"SCE {ended_as} the application"),
        ("undone", "Undone: application sent to the utility"),
        ("paper_ended", "Utility application no longer holds"),
    ]
    assert owed(job) == {"send"}
    assert "meter number" in item(job, "send").what


def test_a_new_application_takes_over_the_visit_that_was_not_made_and_its_fee() -> None:
    job = submitted_job()
    visit = coming_visit(job)
    returned(job)
    again = prepare_request(job=job, by=someone("olive"), meter_face_number="222-014-7781")
    assert coming_visit(job).pk == visit.pk
    assert coming_visit(job).request == again
    submit_request(request=again, submitted_on=days_ago(2), by=someone("olive"))
    assert fresh(job).utility_submitted_on == days_ago(2)
    assert FeePayment.objects.of(job).count() == 1


def test_a_return_is_refused_before_the_sending_after_the_approval_and_twice() -> None:
    with pytest.raises(Refused, match="not recorded as sent yet"):
        returned(prepared().job)
    with pytest.raises(Refused, match="recorded an approval"):
        returned(approved_job())
    job = submitted_job()
    returned(job)
    with pytest.raises(Refused, match="Olive already recorded it as returned"):
        returned(job)
    with pytest.raises(Refused, match="Olive already recorded it as returned"):
        approve_request(request=request_of(job), approved_on=days_ago(1), by=someone("owen"))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({"because": " "}, "Say why"),
        ({"on": Ago(90)}, "The application was sent on"),
        ({"on": Ago(-1)}, "has not come yet"),
    ],
)
def test_a_return_without_reason_or_on_a_wrong_day_is_refused(new: dict[str, object], said: str) -> None:
    job = submitted_job()
    given = {"ended_as": "returned", "on": days_ago(3), "because": "meter number", "by": someone("olive")}
    with pytest.raises(Refused, match=said):
        end_request(request=request_of(job), **{**given, **new})
    assert fresh(job).utility_submitted_on


def test_undo_a_return_counts_the_application_as_sent_on_its_day() -> None:
    job = submitted_job()
    undo_ending(request=returned(job), because="it was another house", by=someone("olive"))
    job = fresh(job)
    assert job.utility_submitted_on == days_ago(31)
    assert owed(job) == {"answer"}
    assert paper_in_force(job, "utility_application")
    with pytest.raises(Refused, match="neither returned nor denied"):
        undo_ending(request=request_of(job), because="again", by=someone("olive"))


def test_undo_a_return_is_refused_once_a_new_application_was_prepared() -> None:
    job = submitted_job()
    request = returned(job)
    prepare_request(job=job, by=someone("olive"))
    with pytest.raises(Refused, match="A new application was prepared since"):
        undo_ending(request=request, because="it was another house", by=someone("olive"))


def test_our_withdrawal_takes_back_what_it_brought_and_calls_the_visit_off() -> None:
    job = window_given().visit.job
    request = request_of(job)
    withdraw_request(request=request, because="the owner sells the house", by=someone("olive"))
    job = fresh(job)
    standing = {Milestone.UTILITY_SUBMITTED, Milestone.UTILITY_APPROVED, Milestone.OUTAGE_CONFIRMED}
    assert not standing & job.standing
    assert VisitWindow.objects.of(job).get().over_as == "called_off"
    assert items(job) == {}
    with pytest.raises(Refused, match="already recorded it as withdrawn"):
        withdraw_request(request=request, because="again", by=someone("owen"))


def test_our_withdrawal_is_refused_once_the_utility_did_its_work() -> None:
    job = adapter_set()
    with pytest.raises(Refused, match="has done its work"):
        withdraw_request(request=request_of(job), because="too late", by=someone("olive"))


def test_an_application_that_has_ended_is_not_to_be_withdrawn_again() -> None:
    unwinding = OpenItem.objects.open().filter(unwinds=True, act="utility_requests:utility_request")
    before, after = submitted_job(), submitted_job(contracted_job(name="Ana Ruiz"))
    returned(before, "denied")
    holds.cancel_job(job=before, because="price", note="too dear", by=someone("olive"))
    assert not unwinding.of(before).exists()
    holds.cancel_job(job=after, because="price", note="too dear", by=someone("olive"))
    assert unwinding.of(after).exists()
    returned(after, "denied")
    assert not unwinding.of(after).exists()


def test_a_cancelled_job_is_unwound_by_withdrawing_its_application() -> None:
    job = window_given().visit.job
    holds.cancel_job(job=job, because="price", note="too dear", by=someone("olive"))
    unwinding = OpenItem.objects.of(job).open().filter(unwinds=True, act="utility_requests:utility_request")
    assert {item.what for item in unwinding} == {
        "Withdraw request MSA-2026-88 at SCE, and ask about its fee",
        "Tell SCE not to come for its visit",
    }
    assert items(job) == {}
    withdraw_request(request=request_of(job), because="the job was cancelled", by=someone("olive"))
    assert not unwinding.all().exists()
