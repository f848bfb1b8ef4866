"""A contract is agreed with its notices; the right to cancel follows notices and age; $0 answers a claim."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jobs.agreement.right_to_cancel import may_cancel_until
from jobs.agreement.services import agreements, endings, owners_age
from jobs.appointments.services import appointments
from jobs.intake.services import claims
from jobs.milestones.services import milestones
from jobs.models import Agreement, Claim, Document, Event, Job, OpenItem, Person, Signature
from jobs.people.services import people
from jobs.road.stages import Milestone
from kilowire.floor.days import midnight, spoken_day
from kilowire.floor.refusals import Refused
from tests.builders import records
from tests.builders.cast import signed_in, someone
from tests.builders.files import paper
from tests.builders.jobs import days_ago
from tests.journeys.walker import read_answer

pytestmark = pytest.mark.django_db
NOTICES = "jobs.agreement:notices"


def contract_of(job: Job) -> Agreement:
    return Agreement.objects.of(job).in_force().get()


def open_keys(job: Job) -> set[str]:
    return set(OpenItem.objects.of(job).open().values_list("key", flat=True))


def booked_to_install(job: Job, days: int) -> None:
    job = milestones.stamp(job=job, milestone=Milestone.PERMIT_ISSUED, on=days_ago(0), by=someone("olive"))
    start = midnight(days_ago(-days)) + timedelta(hours=8)
    appointments.book_appointment(
        job=job,
        kind="installation",
        starts_at=start,
        ends_at=start + timedelta(hours=4),
        technicians=[someone("cruz")],
        by=someone("olive"),
    )


def test_a_contract_without_notices_is_signed_and_not_agreed() -> None:
    job = records.signed(records.ready_to_sign(), notices_given_on=None)
    assert (job.agreed_on, job.stage) == (None, "agreement")
    assert contract_of(job).may_be_cancelled_on(days_ago(0))
    assert open_keys(job) == {NOTICES}
    assert Signature.objects.of(job).standing().filter(paper="contract").exists()
    assert not Document.objects.of(job).of_kind("agreement_summary").exists()
    page = read_answer(signed_in().get(f"/jobs/{job.number}/agreement/"))
    assert "Signed, not agreed yet: the notices are missing." in page
    with pytest.raises(Refused, match="the signed contract.*Hand over the notices"):
        milestones.stamp(job=job, milestone=Milestone.UTILITY_SUBMITTED, on=days_ago(0), by=someone("olive"))
    with pytest.raises(Refused, match="notices were not handed over"):
        booked_to_install(job, days=9)


def test_handing_over_the_notices_begins_the_right_to_cancel() -> None:
    job = records.signed(records.ready_to_sign(), on=days_ago(30), notices_given_on=None)
    agreements.hand_over_notices(agreement=contract_of(job), handed_on=days_ago(10), by=someone("olive"))
    job.refresh_from_db()
    contract = contract_of(job)
    assert (job.agreed_on, job.stage) == (days_ago(10), "permit")
    assert contract.cancellable_until_on == may_cancel_until(days_ago(10), is_65_or_over=None)
    assert NOTICES not in open_keys(job)
    assert Document.objects.of(job).in_force().of_kind("agreement_summary").exists()
    with pytest.raises(Refused, match="recorded as handed over"):
        agreements.hand_over_notices(agreement=contract, handed_on=days_ago(9), by=someone("olive"))


def test_notices_that_came_after_the_signature_count_from_their_day() -> None:
    job = records.signed(records.ready_to_sign(), on=days_ago(30), notices_given_on=days_ago(20))
    assert job.agreed_on == days_ago(20)
    before = records.signed(
        records.ready_to_sign(street="9 Elm"), on=days_ago(30), notices_given_on=days_ago(40)
    )
    assert before.agreed_on == days_ago(30)


def test_age_learned_late_moves_the_window_and_names_what_is_booked_inside() -> None:
    signed_on = days_ago(0)
    job = records.signed(records.ready_to_sign(), on=signed_on, owner_is_65_or_over=False)
    short, long = (may_cancel_until(signed_on, is_65_or_over=old) for old in (False, True))
    booked_to_install(job, days=(short - signed_on).days + 1)
    day = short + timedelta(days=1)
    contract = contract_of(job)
    assert owners_age.inside_the_window(contract) == []
    owners_age.say_owners_age(agreement=contract, owner_is_65_or_over=True, by=someone("olive"))
    assert contract_of(job).cancellable_until_on == long
    said = f"Installation booked for {spoken_day(day)}"
    assert Event.objects.of(job).get(sentence="Right to cancel counted anew").because == f"Inside it: {said}"
    assert said in read_answer(signed_in().get(f"/jobs/{job.number}/agreement/"))
    assert Person.objects.of(job).get().is_65_or_over
    item = OpenItem.objects.of(job).open().that_must_agree().get()
    assert item.what.endswith("move it to a later day")
    appointment = job.appointments.get()
    later = appointment.starts_at + timedelta(days=9)
    appointments.move_appointment(
        appointment=appointment,
        starts_at=later,
        ends_at=later + timedelta(hours=4),
        because="The owner may still cancel",
        by=someone("olive"),
    )
    assert not OpenItem.objects.of(job).open().that_must_agree().exists()
    with pytest.raises(Refused, match="Nothing would change"):
        owners_age.say_owners_age(agreement=contract, owner_is_65_or_over=True, by=someone("olive"))


def test_the_answer_of_the_first_call_stands_in_the_contracts_form() -> None:
    job = records.ready_to_sign(is_65_or_over=True)
    form = read_answer(signed_in().get(f"/jobs/{job.number}/agreement/contract/")).form_to("")
    assert form.stands["owner_is_65_or_over"] == ["yes"]


@pytest.mark.parametrize("lacks", ["price", "claim"])
def test_a_price_of_zero_is_for_a_job_that_answers_a_claim(lacks: str) -> None:
    job = records.ready_to_sign()
    free = {"price_usd": Decimal(0), "deposit_usd": Decimal(0)}
    with pytest.raises(Refused, match="answers a warranty claim") as refusal:
        records.signed(job, **free)
    assert refusal.value.field == "price_usd"
    claim = claim_on_another_job()
    job = claims.link_claim(job=job, answers_claim=claim, because="Trips", by=someone("olive"))
    assert contract_of(records.signed(job, **free)).price_usd == 0
    with pytest.raises(Refused, match=r"contract is over \$0"):
        claims.link_claim(job=job, answers_claim=None, because="No", by=someone("olive"))
    wrong: dict[str, Any] = {"price": {"first_price_usd": -1}, "claim": {"answers_claim": None}}[lacks]
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.of(job).update(**wrong)


def claim_on_another_job() -> Claim:
    other = records.ready_to_sign(street="9 Elm")
    return Claim.objects.create(job=other, what="Trips", reported_by="Hana Ito", reported_on=days_ago(3))


def test_a_contract_is_not_recorded_twice_and_an_undone_one_may_be() -> None:
    job = records.signed(records.ready_to_sign(), notices_given_on=None)
    with pytest.raises(Refused, match="Olive already recorded the signed contract"):
        records.signed(job)
    job = endings.undo_contract(job=job, because="Wrong house", by=someone("olive"))
    assert open_keys(job) == set()
    assert records.signed(job).agreed_on == days_ago(40)


def test_a_contract_signed_on_paper_needs_its_owner() -> None:
    job = records.ready_to_sign()
    job.roles.filter(role="owner").delete()
    with pytest.raises(Refused, match="owner of the house"):
        records.signed(job, contract=paper("contract"))


def test_an_owner_said_to_be_65_contradicts_the_shorter_window_while_it_matters() -> None:
    job = records.signed(records.ready_to_sign(), on=days_ago(0), owner_is_65_or_over=False)
    person = Person.objects.of(job).get()
    people.edit_person(person=person, is_65_or_over=True, by=someone("olive"))
    item = OpenItem.objects.of(job).open().that_must_agree().get()
    assert item.what.endswith("say which of the two holds")
    owners_age.say_owners_age(agreement=contract_of(job), owner_is_65_or_over=True, by=someone("olive"))
    assert not OpenItem.objects.of(job).open().that_must_agree().exists()
    over = records.signed(records.ready_to_sign(street="9 Elm"), owner_is_65_or_over=False)
    people.edit_person(person=Person.objects.of(over).get(), is_65_or_over=True, by=someone("olive"))
    assert not OpenItem.objects.of(over).open().that_must_agree().exists()
