"""The outcome of the utility's visit: every outcome, what it costs and opens, and how it is undone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jobs.models import Document, Event, Job, OpenItem, Photo, PhotoSlot, Reference
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from tests.builders.cast import signed_in, someone
from tests.builders.files import photo
from tests.builders.jobs import days_ago
from tests.builders.utility_requests import (
    adapter_set,
    approved_job,
    came_unannounced,
    coming_visit,
    contracted_job,
    fee_paid,
    fresh,
    packet_complete,
    photographed,
    prepared,
    serial_of,
    submitted_job,
    visit_came,
    visit_failed,
    window_given,
)
from tests.days import Ago
from tests.utility_requests.seen import events, item, items, mark, owed, paper_in_force
from utility_requests.models import FeePayment, SiteVisit, VisitFailure, VisitWindow
from utility_requests.services.approvals import waive_approval
from utility_requests.services.mending import record_fix
from utility_requests.services.open_items import refresh
from utility_requests.services.requests import submit_request
from utility_requests.services.serials import correct_serial
from utility_requests.services.undone_visits import undo_visit_outcome
from utility_requests.services.visits import record_visit_outcome
from utility_requests.services.windows import record_window, waive_window

pytestmark = pytest.mark.django_db


def test_set_stamps_the_adapter_with_its_serial_and_issues_the_record() -> None:
    job = window_given(starts_on=days_ago(9)).visit.job
    since, serial = mark(job), serial_of(job)
    record_visit_outcome(
        visit=coming_visit(job),
        outcome="set",
        happened_on=days_ago(9),
        serial_seen=serial.lower(),
        note="in and out in 15 minutes",
        by=someone("olive"),
    )
    job = fresh(job)
    assert job.adapter_set_on == days_ago(9)
    assert events(job, since)[:2] == [
        ("done", f"SCE set the adapter, serial number {serial.lower()}"),
        ("issued", "Utility visit issued"),
    ]
    assert owed(job) == {"seal"}
    context = paper_in_force(job, "visit_record").context
    assert ["Serial number seen", serial] in context["sections"][0]["rows"]
    assert context["sections"][1]["table"]["rows"][0][3] == "Adapter set"
    assert VisitWindow.objects.of(job).get().over_as == "kept"


def test_the_seal_photo_ends_its_item_at_the_next_look() -> None:
    job = adapter_set()
    assert item(job, "seal").act == "jobs:photos"
    photographed(job, PhotoSlot.SEAL_AFTER)
    refresh(job=job, by=None)
    assert owed(job) == set()


def test_another_serial_is_recorded_as_found_and_blocks_the_close_out() -> None:
    job = adapter_set(serial="CD-999")
    visit = SiteVisit.objects.of(job).get()
    assert visit.serial_seen == "CD-999"
    open_now = OpenItem.objects.of(job).open()
    assert open_now.get(key="jobs.agree:serials").what.startswith("The utility set the adapter CD-999")
    assert Reference.objects.of(job).filter(kind="adapter_serial", value="CD-999").exists()
    correct_serial(visit=visit, serial_seen=serial_of(job), because="misread", by=someone("olive"))
    assert not open_now.filter(key="jobs.agree:serials").exists()
    assert not Reference.objects.of(job).filter(value="CD-999").exists()
    event = Event.objects.of(job).filter(kind="edited").first()
    assert event.before == {"serial_seen": "CD-999"}


@pytest.mark.parametrize(
    ("serial_seen", "because", "said"),
    [
        ("", "x", "Give the serial number"),
        ("CD-1", " ", "Give the serial"),
        (None, "x", "Nothing would change"),
    ],
)
def test_a_correction_without_serial_reason_or_change_is_refused(
    serial_seen: str | None, because: str, said: str
) -> None:
    job = adapter_set()
    serial = serial_of(job) if serial_seen is None else serial_seen
    with pytest.raises(Refused, match=said):
        correct_serial(
            visit=SiteVisit.objects.of(job).get(), serial_seen=serial, because=because, by=someone("olive")
        )


def test_a_removal_ends_with_the_adapter_out() -> None:
    job = adapter_set(contracted_job(kind="removal"))
    assert job.adapter_set_on == days_ago(9)
    assert paper_in_force(job, "visit_record").context["summary"].startswith("SCE removed the adapter on ")
    assert "serial" not in items(job)
    assert job.stage == "close_out"


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        ("installation", {"outcome": "set"}, "serial_seen"),
        ("installation", {"outcome": "removed"}, "outcome"),
        ("removal", {"outcome": "set", "serial_seen": "CD-1"}, "outcome"),
        ("installation", {"outcome": "failed"}, "reasons"),
        ("installation", {"outcome": "no_access", "reasons": ["F1"]}, "reasons"),
        (
            "installation",
            {"outcome": "failed", "reasons": ["F1"], "happened_on": Ago(-1)},
            "happened_on",
        ),
        ("installation", {"outcome": "did_not_come", "happened_on": Ago(-1)}, "happened_on"),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_at_its_field(
    kind: str, given: dict[str, object], field: str
) -> None:
    job = window_given(approved_job(contracted_job(kind=kind)), starts_on=days_ago(9)).visit.job
    with pytest.raises(Refused) as refusal:
        record_visit_outcome(
            visit=coming_visit(job), **{"happened_on": days_ago(9), "by": someone("olive"), **given}
        )
    assert refusal.value.field == field
    assert not SiteVisit.objects.exclude(outcome="").exists()


def test_a_failed_visit_opens_what_must_be_mended_and_one_further_fee() -> None:
    job = window_given(starts_on=days_ago(10)).visit.job
    since = mark(job)
    job = fresh(
        record_visit_outcome(
            visit=coming_visit(job),
            outcome="failed",
            happened_on=days_ago(10),
            reasons=["F1", "F2", "F1"],
            by=someone("olive"),
        ).job
    )
    failures = list(VisitFailure.objects.of(job).order_by("reason"))
    assert [failure.reason for failure in failures] == ["F1", "F2"]
    assert owed(job) == {"window", "fee_word", *(f"mend:{failure.pk}" for failure in failures)}
    assert item(job, f"mend:{failures[0].pk}").party == "field"
    assert item(job, f"mend:{failures[1].pk}").party == "office"
    told = Event.objects.of(job).get(pk__gt=since, kind="desk")
    assert told.after == {"visit": 1, "outcome": "failed", "reasons": ["F1", "F2"]}
    assert Milestone.OUTAGE_CONFIRMED not in job.standing
    assert coming_visit(job).ordinal == 2
    assert FeePayment.objects.of(job).count() == 1
    assert not Document.objects.of(job).filter(kind="visit_record").exists()


def test_no_access_costs_a_further_fee_and_did_not_come_does_not() -> None:
    missed = visit_came(None, "did_not_come", days_ago(5)).job
    assert "fee_word" not in owed(missed)
    assert coming_visit(missed).ordinal == 1
    locked_out = visit_came(None, "no_access", days_ago(5)).job
    assert "fee_word" in owed(locked_out)
    assert coming_visit(locked_out).ordinal == 2


def test_an_outcome_is_recorded_once_and_never_lands_on_the_next_visit() -> None:
    visit = visit_came(None, "failed", days_ago(5), ["F1"])
    with pytest.raises(Refused, match="Olive already recorded the outcome of visit 1"):
        record_visit_outcome(
            visit=visit, outcome="failed", happened_on=days_ago(5), reasons=["F1"], by=someone("owen")
        )
    assert SiteVisit.objects.standing().count() == 2


def test_the_next_visit_sets_it_and_finished_work_stays_finished() -> None:
    job = visit_failed()
    fee_paid(job, paid_on=days_ago(8))
    job = adapter_set(job, on=days_ago(2))
    assert job.adapter_set_on == days_ago(2)
    assert owed(job) == {"seal"}
    table = paper_in_force(job, "visit_record").context["sections"][1]["table"]["rows"]
    assert [row[0] for row in table] == ["Visit 1", "Visit 2"]
    assert table[0][3].startswith("Failed: the adapter was not left by the panel")


def test_mending_ends_its_item_and_turns_readiness_from_red() -> None:
    job = visit_failed(reasons=["F8"])
    failure = VisitFailure.objects.of(job).get()
    photographed(job, PhotoSlot.SOCKET_RING, on=days_ago(50))
    refresh(job=job, by=None)
    assert "failed for this" in item(job, "readiness:socket").what
    record_fix(failure=failure, mended_on=days_ago(4), note="other cover", by=someone("olive"))
    assert f"mend:{failure.pk}" not in items(job)
    assert "readiness:socket" not in items(job)
    with pytest.raises(Refused, match="Olive already recorded this as mended"):
        record_fix(failure=failure, mended_on=days_ago(4), note="Dried", by=someone("owen"))


@pytest.mark.parametrize("on", [Ago(11), Ago(-1)])
def test_mending_before_the_visit_or_to_come_is_refused(on: object) -> None:
    failure = VisitFailure.objects.of(visit_failed()).first()
    with pytest.raises(Refused) as refusal:
        record_fix(failure=failure, mended_on=on, note="Dried", by=someone("olive"))
    assert refusal.value.field == "mended_on"


def test_an_unannounced_set_is_recorded_and_does_not_add_up_until_it_does() -> None:
    job = packet_complete().job
    visit = came_unannounced(job)
    assert visit.unannounced_on == days_ago(9)
    assert Event.objects.of(job).filter(sentence__endswith="unannounced").exists()
    job = fresh(job)
    assert job.adapter_set_on == days_ago(9)
    assert Job.objects.that_do_not_add_up().get() == job
    submit_request(request=visit.request, submitted_on=days_ago(20), by=someone("olive"))
    waive_approval(request=visit.request, because="SCE sends none afterwards", by=someone("olive"))
    assert Job.objects.that_do_not_add_up().exists()
    waive_window(visit=visit, because="no window was given", by=someone("olive"))
    assert not Job.objects.that_do_not_add_up().exists()


def test_a_visit_on_another_day_than_its_window_was_unannounced() -> None:
    job = window_given(starts_on=days_ago(3)).visit.job
    visit = visit_came(fresh(job), "set", days_ago(5), serial_seen=serial_of(job))
    assert visit.unannounced_on == days_ago(5)
    on_its_day = visit_came(None, "failed", days_ago(5), ["F1"])
    assert on_its_day.unannounced_on is None


def test_an_unannounced_failure_still_opens_the_next_visit() -> None:
    job = submitted_job()
    came_unannounced(job, "failed", reasons=["F4"])
    assert {"answer", "fee_word"} <= owed(job)
    assert coming_visit(job).ordinal == 2


def test_undo_a_set_withdraws_stamp_and_paper_and_opens_the_window_again() -> None:
    job = adapter_set()
    since = mark(job)
    undo_visit_outcome(visit=SiteVisit.objects.of(job).get(), because="another house", by=someone("olive"))
    job = fresh(job)
    assert job.adapter_set_on is None
    assert events(job, since)[:3] == [
        ("undone", "Undone: adapter work done by the utility"),
        ("paper_ended", "Utility visit no longer holds"),
        ("undone", "Undone: the outcome of visit 1"),
    ]
    assert {"visit", "outcome"} <= owed(job)
    visit = SiteVisit.objects.of(job).get()
    assert (visit.outcome, visit.happened_on, visit.serial_seen) == ("", None, "")


def test_undo_a_failure_drops_the_next_visit_and_what_was_to_be_mended() -> None:
    job = visit_failed()
    undo_visit_outcome(
        visit=SiteVisit.objects.of(job).get(ordinal=1), because="another house", by=someone("olive")
    )
    assert SiteVisit.objects.of(job).standing().get().ordinal == 1
    assert not {key for key in owed(job) if key.startswith(("mend", "fee"))}
    assert fresh(job).outage_confirmed_on == days_ago(12)
    again = visit_came(fresh(job), "failed", days_ago(10), ["F1"])
    assert SiteVisit.objects.of(job).standing().count() == 2
    assert VisitFailure.objects.filter(visit=again).standing().get().reason == "F1"


def test_undo_is_refused_while_something_is_recorded_on_the_next_visit() -> None:
    job = visit_failed()
    fee_paid(job, paid_on=days_ago(8))
    with pytest.raises(Refused, match="Something is recorded on visit 2"):
        undo_visit_outcome(
            visit=SiteVisit.objects.of(job).get(ordinal=1), because="a mistake", by=someone("olive")
        )


def test_undo_needs_an_outcome_and_a_reason() -> None:
    job = window_given().visit.job
    with pytest.raises(Refused, match="Nothing is recorded of this visit"):
        undo_visit_outcome(visit=coming_visit(job), because="a mistake", by=someone("olive"))
    done = adapter_set()
    with pytest.raises(Refused, match="Say why"):
        undo_visit_outcome(visit=SiteVisit.objects.of(done).get(), because=" ", by=someone("olive"))
    assert fresh(done).adapter_set_on


def test_a_dropped_visit_takes_neither_window_nor_fee() -> None:
    job = visit_failed()
    second = coming_visit(job)
    undo_visit_outcome(
        visit=SiteVisit.objects.of(job).get(ordinal=1), because="another house", by=someone("olive")
    )
    with pytest.raises(Refused, match="was dropped"):
        record_window(visit=second, starts_on=days_ago(-3), given_on=days_ago(1), by=someone("olive"))
    second.refresh_from_db()
    assert second.dropped_on == days_ago(0)
    assert not FeePayment.objects.filter(visit=second).exists()


def test_a_cancelled_job_keeps_what_the_utility_does_and_owes_nothing() -> None:
    job = prepared().job
    assert "send" in items(job)
    Job.objects.filter(pk=job.pk).update(cancelled_on=days_ago(3), cancelled_because="price")
    came_unannounced(job)
    assert items(job) == {}
    assert fresh(job).adapter_set_on == days_ago(9)


@pytest.mark.parametrize("outcome", ["failed", "no_access", "did_not_come"])
def test_a_visit_that_set_nothing_takes_no_serial_number(outcome: str) -> None:
    visit = window_given(starts_on=days_ago(2)).visit
    reasons = ["F1"] if outcome == "failed" else []
    with pytest.raises(Refused, match="A serial number is read at a visit that set") as refused:
        record_visit_outcome(
            visit=visit, outcome=outcome, happened_on=days_ago(2), reasons=reasons, serial_seen="CD-1",
            by=someone("olive"),
        )  # fmt: skip
    assert refused.value.field == "serial_seen"


def test_mended_is_shown_by_a_photo_or_said_in_a_word() -> None:
    failure = VisitFailure.objects.of(visit_failed(reasons=["F8"])).get()
    job = failure.visit.job
    address = reverse("utility_requests:mended", args=[job.number, failure.pk])
    typed = {"mended_on": days_ago(1).isoformat(), "note": ""}
    nothing = signed_in().post(address, typed)
    assert nothing.status_code == 422
    assert "File a photo of it, or say in a word how it was mended." in nothing.content.decode()
    assert signed_in().post(address, {**typed, "photo": photo("the ring")}).status_code == 302
    failure.refresh_from_db()
    assert failure.mended_on == days_ago(1)
    assert Photo.objects.of(job).get(slot=PhotoSlot.SOCKET_RING).caption == "Mended"


def test_the_visit_record_spells_the_serial_number_as_the_other_papers_do() -> None:
    for read, is_ours in ((" {} ", True), ("{} 9", False)):
        job = approved_job()
        serial = serial_of(job)
        seen = read.format(serial.lower().replace("-", " "))
        job = adapter_set(job, serial=seen)
        rows = paper_in_force(job, "visit_record").context["sections"][0]["rows"]
        assert ["Serial number seen", serial if is_ours else seen.strip()] in rows
