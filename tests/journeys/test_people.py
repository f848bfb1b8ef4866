"""Journey: a tenant holds the account and another owns the house; each signs what is theirs to sign."""

from __future__ import annotations

import pytest

from jobs.models import Person, Signature
from tests.builders.files import not_a_paper, paper
from tests.journeys import desks
from tests.journeys.journey import Journey

pytestmark = pytest.mark.django_db

RULE = "owner-consent"


def test_a_tenants_job_needs_the_owners_consent(journey: Journey) -> None:
    j = journey
    desks.call(j, name="Tia Flores", email="tia@home.test", language="es")
    tenant = Person.objects.get(job=j.job)
    j.olive.press("jobs:edit_person", tenant.pk, roles=["account_holder", "occupant"])
    desks.homeowner_link(j)
    assert "Lo siguiente" in j.as_homeowner() or "medidor" in j.as_homeowner()
    desks.book(j, j.asa, "survey", day=1)
    j.days.go_to(1)
    desks.survey(j, account_holder="tenant", owner_consent=False)
    no_verdict_without_consent(j)
    settled_with_the_owners_letter(j)
    the_contract_is_the_owners_to_sign(j)
    the_utilitys_papers_are_the_tenants(j)


def no_verdict_without_consent(j: Journey) -> None:
    page = j.olive.open("assessments:assessment")
    assert "A tenant holds the account, and the owner has not agreed." in page
    said = j.olive.refused("assessments:decide", on=j.today).errors
    assert said == "Settle in writing first: Owner's consent."
    assert j.job.eligible_on is None
    assert j.column == "Eligibility"


def settled_with_the_owners_letter(j: Journey) -> None:
    because = "Mr Vale wrote that he agrees."
    page = j.olive.refused("assessments:settle", RULE, because=because, document=not_a_paper())
    assert page.errors == "“card.pdf” is a program; send a PDF, JPEG, PNG, WebP or HEIC instead."
    assert because in page.html
    j.olive.press("assessments:settle", RULE, because=because, document=paper("letter of the owner"))
    said = j.owen.refused("assessments:settle", RULE, because="Again").errors
    assert said == f"Olive already settled this on {j.today:%B %-d, %Y}."
    j.olive.press("assessments:decide", on=j.today)
    assert j.column == "Agreement"
    assert {"survey_report", "eligibility_report"} == j.papers()
    assert "finding_evidence" in j.uploads()
    assert "Settled by the office: Owner's consent" in j.told()
    j.is_sound()


def the_contract_is_the_owners_to_sign(j: Journey) -> None:
    typed = {
        "price_usd": "5100.00",
        "deposit_usd": "500.00",
        "scope": "A circuit to the carport.",
        "notices_given_on": j.today,
        "signed_on": j.today,
    }
    page = j.olive.refused("jobs:record_contract", **typed, contract=paper("contract"))
    assert "Nobody on this job is the owner of the house" in page.errors
    assert "A circuit to the carport." in page.html
    assert "5100.00" in page.html
    j.olive.press(
        "jobs:add_person", name="Ray Vale", phone="562-555-0190", roles=["owner", "payer"],
        is_65_or_over="yes",
    )  # fmt: skip
    assert j.job.homeowner_name == "Tia Flores"
    j.olive.press("jobs:record_contract", **typed, contract=paper("contract"))
    page = j.olive.open("jobs:agreement")
    assert "Ray Vale" in page
    assert "September 16, 2026" in page  # five business days for an owner of 65 or over
    signature = Signature.objects.of(j.job).standing().get(paper="contract")
    assert signature.person.name == "Ray Vale"
    said = j.olive.refused("jobs:record_contract", **typed, contract=paper("contract")).errors
    assert said == f"Olive already recorded the signed contract on {j.today:%B %-d, %Y}."


def the_utilitys_papers_are_the_tenants(j: Journey) -> None:
    desks.adapter(j)
    desks.packet(j, holder="Tia Flores")
    desks.send(j)
    signed = Signature.objects.of(j.job).standing().exclude(paper="contract")
    assert {(row.paper, row.person.name) for row in signed} == {
        ("customer_agreement", "Tia Flores"),
        ("authorization", "Tia Flores"),
    }
    assert j.job.utility_submitted_on == j.today
    j.is_sound()
