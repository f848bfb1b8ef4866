"""A change order counts from the owner's signature on; until then the contract stands as it was signed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jobs.agreement.services import change_orders, endings, payments
from jobs.holds.services import holds
from jobs.installation.services import installations
from jobs.milestones.services import milestones
from jobs.models import (
    Agreement,
    ChangeOrder,
    Document,
    Event,
    InstallationRecord,
    Job,
    OpenItem,
    Payment,
    Signature,
    Upload,
)
from jobs.papers.outbox import rendering
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from tests.builders import records
from tests.builders.cast import signed_in, someone
from tests.builders.files import paper
from tests.builders.jobs import days_ago
from tests.journeys.walker import read_answer

pytestmark = pytest.mark.django_db
CHANGE, EXCESS, HELD = (f"jobs.agreement:{each}" for each in ("change", "excess", "held"))


def contract_of(job: Job) -> Agreement:
    return Agreement.objects.of(job).get()


def written(job: Job, price: str = "5200.00", **new: Any) -> ChangeOrder:
    given = {"scope": "As before, and a trench.", "because": "The garage is farther away", **new}
    return change_orders.write_change_order(
        agreement=contract_of(job), price_usd=Decimal(price), by=someone("olive"), **given
    )


def signs(order: ChangeOrder, **new: Any) -> ChangeOrder:
    given = {"signed_on": days_ago(0), "file": paper("change order"), **new}
    return change_orders.sign_change_order(order=order, by=someone("olive"), **given)


def open_item(job: Job, key: str) -> OpenItem | None:
    return OpenItem.objects.of(job).open().filter(key=key).first()


def in_force(job: Job, kind: str) -> dict[str, Any]:
    return Document.objects.of(job).in_force().of_kind(kind).get().context


def said_rows(context: dict[str, Any]) -> dict[str, str]:
    return dict(row for section in context["sections"] for row in section["rows"])


def test_until_it_is_signed_the_contract_stands_as_signed() -> None:
    job = records.signed(records.ready_to_sign())
    order = written(job)
    assert contract_of(job).price_usd == Decimal("4800.00")
    assert said_rows(in_force(job, "agreement_summary"))["Contract price"] == "$4,800.00"
    waiting = in_force(job, "change_order")
    assert waiting["summary"].startswith("Not signed")
    assert "a trench" not in str(in_force(job, "agreement_summary"))
    item = open_item(job, CHANGE)
    assert item is not None
    assert (item.act, item.blocks) == ("jobs:agreement", "circuit_installed")
    job = milestones.stamp(job=job, milestone=Milestone.PERMIT_ISSUED, on=days_ago(3), by=someone("olive"))
    with pytest.raises(Refused, match="change order 1"):
        milestones.stamp(job=job, milestone=Milestone.CIRCUIT_INSTALLED, on=days_ago(0), by=someone("olive"))
    with pytest.raises(Refused, match="change order 1"):
        installations.record_installation(
            job=job, by=someone("cruz"), **records.installation_facts(days_ago(0))
        )
    with pytest.raises(Refused, match="Change order 1 still waits"):
        written(job, "6000.00")
    signs(order)
    contract = contract_of(job)
    assert (contract.price_usd, contract.first_price_usd) == (Decimal("5200.00"), Decimal("4800.00"))
    summary = in_force(job, "agreement_summary")
    assert summary["summary"].endswith("for $4,800.00. With change order 1, $5,200.00.")
    assert in_force(job, "change_order")["summary"].startswith("Signed by the owner on")
    assert open_item(job, CHANGE) is None


def test_a_change_order_is_dropped_with_a_reason() -> None:
    job = records.signed(records.ready_to_sign())
    order = written(job)
    with pytest.raises(Refused, match="Say why"):
        change_orders.drop_change_order(order=order, because=" ", by=someone("olive"))
    change_orders.drop_change_order(order=order, because="Too dear for them", by=someone("olive"))
    assert open_item(job, CHANGE) is None
    assert not Document.objects.of(job).in_force().of_kind("change_order").exists()
    with pytest.raises(Refused, match="was dropped"):
        signs(order)
    assert signs(written(job, "5000.00")).number == 2


def test_undoing_the_one_signed_last_brings_back_what_stood_before() -> None:
    job = records.signed(records.ready_to_sign())
    first, second = signs(written(job)), signs(written(job, "5600.00"))
    with pytest.raises(Refused, match="written last"):
        change_orders.undo_change_order(order=first, because="x", by=someone("olive"))
    change_orders.undo_change_order(order=second, because="Another job's paper", by=someone("olive"))
    assert contract_of(job).price_usd == Decimal("5200.00")
    assert said_rows(in_force(job, "change_order"))["Change order"] == "1"
    assert list(Signature.objects.of(job).standing().filter(paper="change_order")) == [first.signature]


def test_a_signature_after_the_work_began_is_recorded_and_said() -> None:
    job = records.signed(records.ready_to_sign())
    order = written(job, work_begins_on=days_ago(2))
    assert signs(order).signed_late
    assert "Note" in said_rows(in_force(job, "change_order"))
    assert Event.objects.of(job).filter(sentence="Change order 1 signed after its work began").exists()
    assert "after the work that it covers had begun" in read_answer(
        signed_in().get(f"/jobs/{job.number}/agreement/")
    )


def test_work_recorded_before_the_order_was_written_is_not_what_it_covers() -> None:
    job = records.signed(records.ready_to_sign())
    facts = records.installation_facts(days_ago(9))
    InstallationRecord.objects.create(job=job, recorded_by=someone("cruz"), **facts)
    assert not signs(written(job)).signed_late


def test_a_lower_price_is_not_refused_and_only_the_excess_goes_back() -> None:
    job = records.signed(records.ready_to_sign())
    olive = someone("olive")
    payments.record_deposit(
        agreement=contract_of(job), amount_usd=Decimal(480), paid_on=days_ago(30), means="check", by=olive
    )
    signs(written(job, "4000.00"))
    assert open_item(job, EXCESS) is None
    signs(written(job, "300.00"))
    item = open_item(job, EXCESS)
    assert item is not None
    assert (item.stake_usd, item.act) == (Decimal("180.00"), "jobs:record_repayment")
    credit = {"kind": "credit", "paid_on": days_ago(0), "means": "other", "by": olive}
    payments.record_repayment(job=job, amount_usd=Decimal(100), **credit)
    item = open_item(job, EXCESS)
    assert item is not None
    assert item.stake_usd == Decimal("80.00")
    payments.record_repayment(job=job, amount_usd=Decimal(80), **credit)
    assert open_item(job, EXCESS) is None
    assert Payment.objects.of(job).held_usd() == Decimal("300.00")


def test_a_cancelled_job_has_no_change_order() -> None:
    job = records.signed(records.ready_to_sign())
    order = written(job)
    job = holds.cancel_job(job=job, because="price", note="Too dear", by=someone("olive"))
    order.refresh_from_db()
    assert order.ended_because == "The job was cancelled"
    with pytest.raises(Refused, match="was cancelled on"):
        written(job)


def test_an_undone_contract_takes_its_change_orders_with_it() -> None:
    job = records.signed(records.ready_to_sign())
    signs(written(job))
    written(job, "6000.00")
    job = endings.undo_contract(job=job, because="Wrong house", by=someone("olive"))
    assert not ChangeOrder.objects.of(job).filter(ended_on=None).exists()
    assert open_item(job, CHANGE) is None
    assert not Document.objects.of(job).in_force().exists()
    files = Upload.objects.of(job)
    assert {(each.kind, each.no_longer_holds_because) for each in files} == {
        ("contract", "Wrong house"),
        ("change_order", "Wrong house"),
    }
    page = signed_in().get(f"/jobs/{job.number}/papers/").content.decode()
    assert page.count(">no longer holds<") == files.count() == 2


def test_a_deposit_held_under_an_undone_contract_is_to_be_settled_at_once() -> None:
    job = records.signed(records.ready_to_sign())
    deposit = {"amount_usd": Decimal("480.00"), "paid_on": days_ago(30), "means": "check"}
    payments.record_deposit(agreement=contract_of(job), by=someone("olive"), **deposit)
    job = endings.undo_contract(job=job, because="Wrong price", by=someone("olive"))
    item = open_item(job, HELD)
    assert item is not None
    assert (item.what, item.stake_usd, item.act) == (
        "Settle the deposit of $480.00, whose contract no longer stands: refund it, or have a new one signed",
        Decimal("480.00"),
        "jobs:record_repayment",
    )
    job = holds.cancel_job(job=job, because="price", note="too dear", by=someone("olive"))
    assert open_item(job, HELD) is None
    job = holds.reopen_job(job=job, because="They called back", by=someone("olive"))
    assert open_item(job, HELD) is not None
    back = {"kind": "refund", "amount_usd": Decimal("80.00"), "paid_on": days_ago(0), "means": "check"}
    payments.record_repayment(job=job, by=someone("olive"), **back)
    item = open_item(job, HELD)
    assert item is not None
    assert item.stake_usd == Decimal("400.00")
    records.signed(job)
    assert open_item(job, HELD) is None


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_paper_is_made_for_the_owner(language: str) -> None:
    job = records.signed(records.ready_to_sign(language=language))
    order = written(job)
    for _ in range(2):
        document = Document.objects.of(job).in_force().get(kind="change_order")
        rendering.render_document(document.pk)
        document.refresh_from_db()
        assert (document.status, document.language) == ("ready", language)
        if order.signed_on is None:
            order = signs(order)
