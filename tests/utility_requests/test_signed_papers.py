"""The utility's papers, signed by the account holder: filed together or apart, and withdrawn."""

from __future__ import annotations

import pytest

from jobs.models import Job, RoleOnJob, Signature, Upload
from jobs.people.services.utility_accounts import edit_utility_account
from kilowire.floor.refusals import Refused
from tests.builders.assessments import eligible_job
from tests.builders.cast import signed_in, someone
from tests.builders.files import paper
from tests.builders.from_tablets import on_site, sent_signature
from tests.builders.jobs import accepted_job, days_ago
from tests.builders.utility_requests import prepared
from tests.utility_requests.desk_pages import url
from utility_requests.packet import PacketItem, Signed, checklist
from utility_requests.services.packet_reading import packet_facts
from utility_requests.services.reading import request_rows
from utility_requests.services.signed_papers import file_signed_papers, withdraw_signed_paper

pytestmark = pytest.mark.django_db
BOTH = ["customer_agreement", "authorization"]


def filed(job: Job, papers: list[str] = BOTH, **new: object) -> list[Signature]:
    given = {"signed_on": days_ago(3), "name_as_signed": "Hana Ito", "file": paper("signed")}
    return file_signed_papers(job=job, papers=papers, by=someone("olive"), **{**given, **new})


def test_both_signatures_may_stand_on_one_paper() -> None:
    job = accepted_job()
    signatures = filed(job)
    assert [signature.paper for signature in signatures] == BOTH
    assert {signature.upload for signature in signatures} == {Upload.objects.of(job).get()}
    assert Upload.objects.of(job).get().kind == "customer_agreement"
    assert {signature.person.name for signature in signatures} == {"Hana Ito"}


def test_the_authorization_may_come_alone() -> None:
    job = accepted_job()
    filed(job, ["authorization"])
    assert Upload.objects.of(job).get().kind == "authorization"


def test_a_paper_is_signed_once_and_nothing_is_kept_of_the_second() -> None:
    job = accepted_job()
    filed(job, ["authorization"])
    with pytest.raises(Refused, match="Hana Ito already signed this"):
        filed(job)
    assert Signature.objects.of(job).count() == Upload.objects.of(job).count() == 1


def test_nothing_to_sign_and_nobody_to_sign_are_refused() -> None:
    job = accepted_job()
    with pytest.raises(Refused, match="which of the utility's papers"):
        filed(job, [])
    RoleOnJob.objects.of(job).filter(role="account_holder").delete()
    with pytest.raises(Refused, match="Nobody on this job is the account holder"):
        filed(job)


def test_a_signature_is_withdrawn_once_and_may_be_given_again() -> None:
    job = accepted_job()
    (signature,) = filed(job, ["authorization"])
    withdraw_signed_paper(signature=signature, because="old form", by=someone("olive"))
    signature.refresh_from_db()
    with pytest.raises(Refused, match="already withdrawn"):
        withdraw_signed_paper(signature=signature, because="again", by=someone("owen"))
    assert filed(job, ["authorization"])


def test_our_own_words_on_a_tablet_are_not_the_utilitys_form_and_give_way_to_it() -> None:
    job = on_site(eligible_job()).job
    on_glass = sent_signature(job, "authorization")
    assert packet_facts(request_rows(job)).authorization is None
    (on_paper,) = filed(job, ["authorization"])
    on_glass.refresh_from_db()
    assert (on_glass.withdrawn_because, on_paper.withdrawn_on) == ("signed again", None)
    assert packet_facts(request_rows(job)).authorization == Signed("Hana Ito", days_ago(3), by_holder=True)
    late = sent_signature(job, "authorization", name_as_signed="Hana I.")
    assert late.withdrawn_because.startswith("Hana Ito already signed this")
    assert Signature.objects.of(job).standing().get() == on_paper


@pytest.mark.parametrize(
    ("bill", "signed"),
    [
        ("Grace Núñez", "Grace Nu\u0301n\u0303ez"),
        ("GRACE O’BRIEN-NÚÑEZ", "Grace OBrien Nunez"),
        ("Đặng Łukasz", "dang  lukasz\u200b"),
    ],
)
def test_a_name_signed_in_another_spelling_is_the_same_name(bill: str, signed: str) -> None:
    job = prepared().job
    edit_utility_account(job=job, holder_name=bill, by=someone("olive"))
    signatures = filed(job, name_as_signed=signed)
    assert all(item.ok for item in packet_of(job) if item.key in ("agreement", "authorization"))
    assert {signature.name_as_signed for signature in signatures} == {signed}


def test_a_name_that_differs_is_shown_letter_by_letter_where_it_differs() -> None:
    job = prepared().job
    edit_utility_account(job=job, holder_name="Grace Núñez", by=someone("olive"))
    filed(job, ["customer_agreement"], name_as_signed="Grace Nunes")
    page = signed_in().get(url("utility_request", job)).content.decode()
    assert 'Grace Nune<mark class="letter">s</mark>' in page
    assert 'Grace Núñe<mark class="letter">z</mark>' in page


def packet_of(job: Job) -> tuple[PacketItem, ...]:
    return checklist(packet_facts(request_rows(job)))
