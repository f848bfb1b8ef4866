"""The fee of each visit: paid once, frozen, taken back, answered for; and the tariff behind it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jobs.directory.services import loading as directory
from jobs.models import Document, Upload, Utility
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import days_ago, sce
from tests.builders.utility_requests import (
    came_unannounced,
    coming_visit,
    contracted_job,
    fee_paid,
    fresh,
    packet_complete,
    prepared,
    submitted_job,
    tariff,
    visit_failed,
)
from tests.utility_requests.seen import events, item, mark, owed, paper_in_force
from utility_requests.models import FeePayment, FeeTariff, SiteVisit
from utility_requests.services import reading
from utility_requests.services.fees import record_fee_answer, record_fee_payment, withdraw_fee_payment
from utility_requests.services.tariffs import add_tariff, load_tariffs, tariff_for, withdraw_tariff

pytestmark = pytest.mark.django_db
FEE, LATER_FEE = Decimal("279.22"), Decimal("301.00")


def test_a_payment_freezes_the_fee_and_files_its_receipt() -> None:
    job = prepared().job
    since = mark(job)
    payment = fee_paid(job)
    assert (payment.amount_usd, payment.visit, payment.paid_by) == (FEE, coming_visit(job), "homeowner")
    assert payment.receipt == Upload.objects.of(job).get(kind="fee_receipt")
    assert events(job, since) == [
        ("filed", "Fee receipt filed"),
        ("desk", "Fee of visit 1 paid: $279.22"),
        ("issued", "Utility fees issued"),
    ]
    assert paper_in_force(job, "fee_record").context["summary"] == "$279.22 paid to SCE for 1 of 1 visits."


def test_a_fee_is_paid_once_and_the_second_person_is_told_who_was_first() -> None:
    job = prepared().job
    fee_paid(job)
    with pytest.raises(Refused, match="Olive already recorded the fee of visit 1"):
        record_fee_payment(
            visit=coming_visit(job),
            paid_on=days_ago(1),
            paid_by="contractor",
            receipt=paper("twice"),
            by=someone("owen"),
        )
    assert FeePayment.objects.count() == 1


def test_a_payment_to_come_is_refused_at_its_day() -> None:
    with pytest.raises(Refused, match="has not come yet") as refusal:
        fee_paid(prepared().job, paid_on=days_ago(-1))
    assert refusal.value.field == "paid_on"


def test_a_tariff_added_since_changes_neither_payment_nor_open_fee() -> None:
    job, other = prepared().job, prepared(contracted_job()).job
    fee_paid(job)
    tariff(amount_usd=LATER_FEE, effective_from=days_ago(20))
    assert FeePayment.objects.get().amount_usd == FEE
    assert fee_paid(other, paid_on=days_ago(1)).amount_usd == FEE
    later = prepared(contracted_job(), on=days_ago(19)).job
    assert fee_paid(later).amount_usd == LATER_FEE


def test_a_failed_visit_and_its_second_fee_make_558_44_and_one_wasted_visit() -> None:
    job = visit_failed()
    assert item(job, "fee_word").stake_usd == FEE
    assert coming_visit(job).due_on == days_ago(10)
    fee_paid(job, paid_on=days_ago(8))
    ledger = reading.ledger(reading.request_rows(fresh(job)))
    assert (ledger.paid_usd, ledger.wasted_visits, ledger.doubtful_usd) == (Decimal("558.44"), 1, 0)
    assert paper_in_force(job, "fee_record").context["summary"] == "$558.44 paid to SCE for 2 of 2 visits."
    assert SiteVisit.objects.of(job).get(ordinal=2).fee_answer == "charged"
    assert "fee_word" not in owed(job)


def test_a_further_fee_follows_the_tariff_of_the_day_the_visit_failed() -> None:
    job = submitted_job()
    tariff(amount_usd=LATER_FEE, effective_from=days_ago(11))
    job = visit_failed(job, on=days_ago(10))
    assert fee_paid(job, paid_on=days_ago(8)).amount_usd == LATER_FEE


def test_the_utilitys_word_settles_a_further_fee_either_way() -> None:
    job = visit_failed()
    visit = coming_visit(job)
    record_fee_answer(visit=visit, fee_answer="charged", answered_on=days_ago(9), by=someone("olive"))
    assert {"fee:2"} == {key for key in owed(job) if key.startswith("fee")}
    with pytest.raises(Refused, match="That is on record already"):
        record_fee_answer(visit=visit, fee_answer="charged", answered_on=days_ago(9), by=someone("owen"))
    record_fee_answer(visit=visit, fee_answer="not_charged", answered_on=days_ago(8), by=someone("olive"))
    assert not {key for key in owed(job) if key.startswith("fee")}
    table = paper_in_force(job, "fee_record").context["sections"][0]["table"]
    assert [row[2] for row in table["rows"]] == ["paid", "not charged"]


def test_a_paid_fee_cannot_be_not_charged() -> None:
    job = prepared().job
    fee_paid(job)
    with pytest.raises(Refused, match="undo that payment first"):
        record_fee_answer(
            visit=coming_visit(job), fee_answer="not_charged", answered_on=days_ago(1), by=someone("olive")
        )


def test_undo_a_payment_keeps_the_receipt_and_asks_for_another() -> None:
    job = submitted_job()
    payment = FeePayment.objects.get()
    since = mark(job)
    withdraw_fee_payment(payment=payment, because="the receipt is another job's", by=someone("olive"))
    assert events(job, since)[0] == ("undone", "Undone: fee of visit 1 paid")
    assert item(job, "fee:1").blocks == "closed_out"
    assert Upload.objects.of(job).filter(kind="fee_receipt").exists()
    with pytest.raises(Refused, match="Olive already undid this payment"):
        withdraw_fee_payment(payment=payment, because="again", by=someone("owen"))
    fee_paid(job, paid_on=days_ago(3))
    assert "fee:1" not in owed(job)
    assert FeePayment.objects.standing().count() == 1


def test_a_visit_that_was_made_without_a_fee_asks_for_its_receipt() -> None:
    job = packet_complete().job
    payment = FeePayment.objects.get()
    withdraw_fee_payment(payment=payment, because="a mistake", by=someone("olive"))
    came_unannounced(job)
    assert item(job, "fee:1").blocks == "closed_out"


def test_the_file_loads_once_and_leaves_what_the_owner_did() -> None:
    directory.load()
    assert load_tariffs() == 1
    loaded = FeeTariff.objects.get()
    assert (loaded.amount_usd, loaded.utility.key) == (FEE, "sce")
    withdraw_tariff(tariff=loaded, by=someone("owen"))
    assert load_tariffs() == 0
    assert not FeeTariff.objects.in_force().exists()


def test_a_file_of_ones_own_is_read_from_its_folder(tmp_path: Path) -> None:
    sce()
    rows = "utility,amount_usd,effective_from,source,checked_on\nsce,300.50,2026-01-01,a letter,2026-02-01\n"
    (tmp_path / "fee_tariffs.csv").write_text(rows)
    assert load_tariffs(folder=tmp_path) == 1
    assert FeeTariff.objects.get().source == "a letter (read February 1, 2026)"


def test_a_fee_is_added_from_a_day_on_and_one_per_day() -> None:
    tariff()
    given = {"utility": sce(), "amount_usd": LATER_FEE, "source": "a letter", "by": someone("owen")}
    added = add_tariff(effective_from=days_ago(-1), **given)
    assert tariff_for(sce(), days_ago(0)).amount_usd == FEE
    assert tariff_for(sce(), days_ago(-1)) == added
    with pytest.raises(Refused, match="Owen already recorded"):
        add_tariff(effective_from=days_ago(-1), **given)
    with pytest.raises(Refused, match="from today on or later"):
        add_tariff(effective_from=days_ago(1), **given)


def test_the_first_fee_of_a_utility_may_begin_in_the_past() -> None:
    added = add_tariff(
        utility=sce(), amount_usd=FEE, effective_from=days_ago(400), source="its page", by=someone("owen")
    )
    assert tariff_for(sce(), days_ago(0)) == added


def test_a_fee_is_taken_back_until_a_visit_rests_on_it() -> None:
    tariff()
    added = add_tariff(
        utility=sce(), amount_usd=LATER_FEE, effective_from=days_ago(0), source="x", by=someone("owen")
    )
    withdraw_tariff(tariff=added, by=someone("owen"))
    with pytest.raises(Refused, match="already taken back"):
        withdraw_tariff(tariff=added, by=someone("owen"))
    prepared()
    with pytest.raises(Refused, match="Visits rest on this fee"):
        withdraw_tariff(tariff=tariff(), by=someone("owen"))
    assert Utility.objects.count() == 1
    assert not Document.objects.filter(kind="fee_record").exists()
