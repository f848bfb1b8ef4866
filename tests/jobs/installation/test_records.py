"""Contract, adapter, installation, test, warranty, close-out: what each refuses and leaves behind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jobs.agreement.services import endings
from jobs.closeout.services import closeout
from jobs.closeout.services.checklist import REQUIRED
from jobs.holds.services import holds
from jobs.installation.services import adapter as devices
from jobs.installation.services import commissioning
from jobs.installation.services import installations as installation
from jobs.milestones.services import milestones
from jobs.models import (
    Agreement,
    Coverage,
    Document,
    Event,
    InstallationRecord,
    Job,
    OpenItem,
    Person,
    Reference,
)
from jobs.open_items.services import open_items
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import PaperKind
from jobs.road.stages import Milestone
from jobs.warranty.services import warranties as warranty
from kilowire.floor.refusals import Refused
from tests.builders import records
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import accepted_job, company, days_ago

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _company() -> None:
    company()


def reached(job: Job, *stamps: Milestone, days: int = 45) -> Job:
    for milestone in stamps:
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(days), by=someone("olive"))
    return job


def eligible_job(**new: Any) -> Job:
    return reached(accepted_job(**new), Milestone.SURVEYED, Milestone.ELIGIBLE)


def permitted_job() -> Job:
    return reached(records.signed(eligible_job()), Milestone.PERMIT_ISSUED, days=30)


def installed_job() -> Job:
    job = permitted_job()
    records.with_adapter(job)
    return records.installed(job)


def test_contract_stamps_the_agreement_and_issues_its_summary() -> None:
    job = records.signed(eligible_job())
    assert job.stage == "permit"
    assert Document.objects.of(job).in_force().get().context["summary"].endswith("for $4,800.00.")
    kinds = list(Event.objects.of(job).order_by("id").values_list("kind", flat=True))
    assert kinds[-4:] == ["filed", "signed", "done", "issued"]


@pytest.mark.parametrize(("price", "deposit"), [("9999.00", "999.91"), ("20000.00", "1000.01")])
def test_contract_with_a_deposit_over_the_law_is_refused_at_the_field(price: str, deposit: str) -> None:
    with pytest.raises(Refused, match="At most") as refusal:
        records.signed(eligible_job(), price_usd=Decimal(price), deposit_usd=Decimal(deposit))
    assert refusal.value.field == "deposit_usd"
    assert not Agreement.objects.exists()


def test_an_owner_of_65_may_cancel_for_five_business_days() -> None:
    job = eligible_job()
    young = records.signed(eligible_job(street="420 Alder Court"), owner_is_65_or_over=False).agreement
    old = records.signed(job, owner_is_65_or_over=True).agreement
    not_asked = records.signed(eligible_job(street="422 Alder Court")).agreement
    assert young.cancellable_until_on < old.cancellable_until_on == not_asked.cancellable_until_on
    assert Person.objects.of(job).get().is_65_or_over


def test_no_work_inside_the_right_to_cancel() -> None:
    job = reached(records.signed(eligible_job(), on=days_ago(5)), Milestone.PERMIT_ISSUED, days=5)
    with pytest.raises(Refused, match="The owner may cancel until"):
        records.installed(job, on=days_ago(4))


def test_an_undone_contract_may_be_signed_again() -> None:
    job = records.signed(eligible_job())
    job = endings.undo_contract(job=job, because="wrong price", by=someone("olive"))
    assert job.stage == "agreement"
    assert not Document.objects.of(job).in_force().exists()
    assert records.signed(job).stage == "permit"


def test_the_adapter_is_bought_after_the_verdict() -> None:
    with pytest.raises(Refused, match="after the eligibility verdict"):
        records.with_adapter(accepted_job())


def test_the_adapter_becomes_the_customers_by_an_invoice_that_names_its_serial() -> None:
    job = eligible_job()
    adapter = records.with_adapter(job, title=False)
    with pytest.raises(Refused, match="File the invoice"):
        devices.pass_title(adapter=adapter, passed_on=days_ago(1), invoice=None, by=someone("olive"))
    adapter = devices.pass_title(
        adapter=adapter, passed_on=days_ago(1), invoice=paper("invoice"), by=someone("olive")
    )
    assert adapter.title_passed_on == days_ago(1)
    assert list(Reference.objects.of(job).values_list("kind", "value")) == [("adapter_serial", "CD-1")]
    assert not OpenItem.objects.of(job).open().exists()


def test_one_serial_number_is_on_one_job() -> None:
    records.with_adapter(eligible_job())
    with pytest.raises(Refused, match="already on KW-1001"):
        records.with_adapter(eligible_job())


def test_installation_is_not_finished_without_its_photos() -> None:
    job = permitted_job()
    installation.record_installation(job=job, by=someone("cruz"), **records.installation_facts(days_ago(20)))
    with pytest.raises(
        Refused, match="no photo of conduit as built, charger installed, circuit dead and locked"
    ):
        installation.finish_installation(job=job, by=someone("cruz"))


def test_no_installation_without_a_permit() -> None:
    with pytest.raises(Refused, match="the city's permit is not recorded"):
        records.installed(records.signed(eligible_job()))


def test_the_record_is_refused_where_finishing_it_would_be() -> None:
    facts = records.installation_facts(days_ago(20))
    without_permit, cancelled = records.signed(eligible_job()), permitted_job()
    holds.cancel_job(job=cancelled, because="price", note="", by=someone("olive"))
    blocked = permitted_job()
    open_items.add(
        job=blocked, party="other", what="Panel repair", blocks="circuit_installed", by=someone("olive")
    )
    for job, said in (
        (eligible_job(), "not recorded"),
        (without_permit, "the city's permit is not recorded"),
        (cancelled, "This job was cancelled"),
        (blocked, "“Panel repair” is still open"),
    ):
        with pytest.raises(Refused, match=said):
            installation.record_installation(job=job, by=someone("cruz"), **facts)
        assert not InstallationRecord.objects.of(job).exists()


def test_a_charger_takes_at_most_four_fifths_of_its_circuit() -> None:
    with pytest.raises(Refused, match="at most 48 A"):
        records.installed(permitted_job(), charger_amps=50)


def test_a_changed_record_keeps_before_and_after_and_issues_its_paper_anew() -> None:
    job = installed_job()
    facts = {**records.installation_facts(days_ago(20)), "charger_serial": "WB-8"}
    installation.record_installation(job=job, by=someone("olive"), **facts)
    edited = Event.objects.of(job).filter(kind="edited").get()
    assert (edited.before, edited.after) == ({"charger_serial": "WB-7"}, {"charger_serial": "WB-8"})
    papers = Document.objects.of(job).of_kind(PaperKind.INSTALLATION_RECORD)
    assert [p.in_force for p in papers] == [True, False]
    assert "WB-8" in Reference.objects.of(job).values_list("value", flat=True)


def test_the_charger_is_tested_once_the_adapter_is_in_and_commissioned_once_the_city_is_done() -> None:
    job = installed_job()
    with pytest.raises(Refused, match="the utility's visit is not recorded"):
        commissioning.record_test(job=job, by=someone("cruz"), **records.charger_test_facts(days_ago(4)))
    job = reached(job, Milestone.ADAPTER_SET, days=10)
    commissioning.record_test(job=job, by=someone("cruz"), **records.charger_test_facts(days_ago(9)))
    with pytest.raises(Refused, match="the final inspection is not recorded"):
        commissioning.commission_job(job=job, on=days_ago(9), by=someone("cruz"))
    job = reached(job, Milestone.INSPECTION_PASSED, days=8)
    job = commissioning.commission_job(job=job, on=days_ago(7), by=someone("cruz"))
    assert job.may_charge
    assert set(Coverage.objects.of(job).values_list("kind", flat=True)) == {
        "workmanship",
        "adapter",
        "charger",
    }


def _stand_in_for_the_desks(job: Job) -> None:
    """Papers of desks whose own tests are elsewhere, issued as they would be."""
    for kind in REQUIRED[job.kind]:
        if not Document.objects.of(job).in_force().of_kind(kind).exists():
            paperwork.issue_document(job=job, kind=kind, context={"sections": []}, by=someone("olive"))


def commissioned_job() -> Job:
    job = reached(
        installed_job(),
        Milestone.UTILITY_SUBMITTED,
        Milestone.UTILITY_APPROVED,
        Milestone.OUTAGE_CONFIRMED,
        Milestone.ADAPTER_SET,
        Milestone.INSPECTION_PASSED,
        days=10,
    )
    return records.commissioned(job)


def test_close_out_names_what_is_missing() -> None:
    with pytest.raises(Refused, match="Site survey, Eligibility"):
        closeout.close_out(job=commissioned_job(), on=days_ago(1), by=someone("olive"))


def test_close_out_binds_the_papers_in_force_into_one_package() -> None:
    job = commissioned_job()
    _stand_in_for_the_desks(job)
    job = records.closed(job)
    package = closeout.package_of(job)
    assert job.stage == "warranty"
    assert package is not None
    assert [part["kind"] for part in package.context["parts"]][:2] == ["survey_report", "eligibility_report"]


def test_a_final_revoked_after_the_close_out_ends_charging_and_the_papers_at_once() -> None:
    job = commissioned_job()
    _stand_in_for_the_desks(job)
    job = records.closed(job)
    job = milestones.withdraw(
        job=job,
        milestone=Milestone.INSPECTION_PASSED,
        because="wrong address on the card",
        by=someone("olive"),
    )
    assert not job.may_charge
    assert closeout.package_of(job) is None
    assert Job.objects.that_do_not_add_up().get() == job


def test_the_warranty_ends_after_its_term_and_with_no_claim_open() -> None:
    job = commissioned_job()
    _stand_in_for_the_desks(job)
    job = records.closed(job)
    claim = warranty.open_claim(
        job=job, what="Charger trips", reported_by="Hana Ito", reported_on=days_ago(1), by=someone("olive")
    )
    with pytest.raises(Refused, match="Our workmanship is covered until"):
        warranty.end_warranty(job=job, on=days_ago(0), by=someone("olive"))
    Coverage.objects.of(job).update(starts_on=days_ago(400), until_on=days_ago(30))
    with pytest.raises(Refused, match="Answer the warranty claim"):
        warranty.end_warranty(job=job, on=days_ago(0), by=someone("olive"))
    warranty.settle_claim(
        claim=claim, outcome="Loose lug tightened", settled_on=days_ago(0), by=someone("olive")
    )
    assert warranty.end_warranty(job=job, on=days_ago(0), by=someone("olive")).stage == "done"
