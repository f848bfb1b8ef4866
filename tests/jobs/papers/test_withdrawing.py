"""A file on the wrong job is withdrawn: what rests on it first, and then it is gone for everybody outside."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jobs.homeowner.services.links import make_link
from jobs.installation.services import installations
from jobs.models import Document, Event, HomeownerLink, Job, OpenItem, Photo, PhotoRequest, Signature, Upload
from jobs.papers.services.withdrawing import withdraw_file
from jobs.photos.services import photos
from jobs.photos.services.photo_requests import ask_for_photo
from jobs.signing.services import signing
from kilowire.floor.link_tokens import token_of
from kilowire.floor.refusals import Refused
from tests.builders.cast import signed_in, someone
from tests.builders.files import photo
from tests.builders.jobs import accepted_job, company, days_ago
from tests.builders.papers import filed_photo, filed_upload
from tests.builders.utility_requests import fee_paid, prepared
from tests.builders.whole_road import closed_job
from utility_requests.models import UtilityRequest

pytestmark = pytest.mark.django_db
OTHER_HOUSE = {"because": "It is of another house"}


def url_of(filed: Upload | Photo | Document) -> str:
    name = {Upload: "upload", Photo: "photo", Document: "paper"}[type(filed)]
    return reverse(f"jobs:withdraw_{name}", args=[filed.job.number, filed.pk])


def files_in(paper: Document | None) -> str:
    """The frozen context of a paper, in which every file stands with its hash."""
    assert paper
    return str(paper.context)


def in_force(job: Job, kind: str) -> Document | None:
    return Document.objects.of(job).in_force().of_kind(kind).first()


def homeowner_at(job: Job, upload: Upload) -> tuple[Client, str]:
    """A homeowner who typed the code, and the address of a file."""
    company()
    link: HomeownerLink = make_link(person=job.people.get(), by=someone("olive"))
    client = Client()
    session = client.session
    session["homeowner_links_opened"] = [[link.pk, link.version]]
    session.save()
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    return client, reverse("homeowner:upload_file", args=[token, upload.pk])


def test_a_paper_on_the_wrong_job_is_gone_for_the_homeowner_at_once_and_kept_in_the_history() -> None:
    job = accepted_job()
    upload = filed_upload(job)
    client, address = homeowner_at(job, upload)
    assert client.get(address).status_code == 200
    assert signed_in().post(url_of(upload), OTHER_HOUSE).url == f"/jobs/{job.number}/papers/"
    assert client.get(address).status_code == 404
    upload.refresh_from_db()
    assert (upload.withdrawn_by, upload.withdrawn_because) == (someone("olive"), OTHER_HOUSE["because"])
    assert Event.objects.of(job).filter(sentence="Withdrawn: Permit", because=OTHER_HOUSE["because"]).exists()
    page = signed_in().get(f"/jobs/{job.number}/papers/")
    assert (list(page.context["uploads"]), page.context["withdrawn"]) == ([], [upload])


@pytest.mark.parametrize(("who", "status"), [("owen", 302), ("olive", 302), ("asa", 404), ("strand", 404)])
def test_office_and_owner_withdraw_and_nobody_else(who: str, status: int) -> None:
    upload = filed_upload(accepted_job())
    expected = {status, 403} if status == 404 else {status}
    assert signed_in(who).post(url_of(upload), OTHER_HOUSE).status_code in expected
    upload.refresh_from_db()
    assert bool(upload.withdrawn_on) is (status == 302)


def test_a_reason_is_asked_for_and_nothing_is_withdrawn_twice() -> None:
    upload = filed_upload(accepted_job())
    assert signed_in().post(url_of(upload), {"because": ""}).status_code == 422
    signed_in().post(url_of(upload), OTHER_HOUSE)
    again = signed_in().post(url_of(upload), OTHER_HOUSE)
    assert again.status_code == 422
    assert "Olive already withdrew this" in again.content.decode()


def undone_first(filed: Upload | Photo | Document) -> list[tuple[str, str]]:
    """What the page of the withdrawal says is undone first, with the end of each address."""
    page = signed_in().get(url_of(filed))
    number = f"/jobs/{filed.job.number}/"
    return [(each["what"], each["url"].removeprefix(number)) for each in page.context["rests"]]


def test_what_rests_on_a_file_of_a_closed_job_is_undone_first_and_the_page_leads_there() -> None:
    job = closed_job()
    receipt = Upload.objects.of(job).get(kind="fee_receipt")
    contract = Signature.objects.of(job).get(paper="contract").upload
    locked = Photo.objects.of(job).get(slot="circuit_locked")
    meter = Photo.objects.of(job).get(slot="meter_face")
    package = in_force(job, "close_out_package")
    assert package
    closed = ("“Closed out” is recorded", "closeout/undo/")
    built = "“Circuit and charger installed” is recorded"
    sent = ("“Application sent to the utility” is recorded", "utility/sent/undo/")
    assert undone_first(package) == [closed]
    paid = ("The fee of visit 1 is recorded as paid", "utility/visit/1/fee/undo/")
    assert undone_first(receipt) == [sent, paid]
    assert undone_first(contract) == [("Contract: Hana Ito signed it", "agreement/undo/")]
    assert undone_first(locked) == [(built, "undo/circuit_installed/")]
    *above, last = undone_first(meter)
    assert last == ("“Site survey complete” is recorded", "assessment/reopen/")
    assert sent in above
    for filed in (receipt, contract, locked, meter, package):
        assert signed_in().post(url_of(filed), OTHER_HOUSE).status_code == 422
        filed.refresh_from_db()
        assert filed.withdrawn_on is None


def test_the_package_that_holds_a_file_is_withdrawn_and_asked_for_again() -> None:
    job = closed_job()
    permit = Upload.objects.of(job).filter(kind="permit").first()
    extra = photos.file_photo(job=job, slot="meter_area", file=photo("a second one"), by=someone("asa"))
    assert permit
    assert permit.sha256 in files_in(in_force(job, "close_out_package"))
    page = signed_in().get(url_of(permit))
    assert page.context["package"] is True
    assert page.context["again"] == ["Permit"]
    signed_in().post(url_of(permit), OTHER_HOUSE)
    assert in_force(job, "close_out_package") is None
    assert permit.sha256 not in files_in(in_force(job, "permit_record"))
    open_now = dict(OpenItem.objects.of(job).open().values_list("what", "act"))
    assert open_now["Close the job out again: its package is withdrawn"] == "jobs:closeout"
    assert any(what.startswith("File the city's paper of the") for what in open_now)
    assert undone_first(extra) == []


def test_a_letter_of_the_utility_leaves_its_row_and_is_asked_for_again() -> None:
    job = closed_job()
    request = UtilityRequest.objects.of(job).get()
    upload = request.approval_paper = filed_upload(job, "utility_approval")
    request.save(update_fields=["approval_paper"])
    withdraw_file(filed=upload, because="Another house", by=someone("olive"))
    request.refresh_from_db()
    assert request.approval_paper is None
    assert f"'id': {upload.pk}," not in files_in(in_force(job, "utility_application"))


def test_the_original_counts_again_and_what_a_photo_answered_is_asked_for_again() -> None:
    job, olive = accepted_job(), someone("olive")
    request = ask_for_photo(job=job, slot="seal", because="The ring", by=olive)
    first = filed_photo(job, "seal")
    photos.reject_photo(photo=first, because="Dark", by=olive)
    second = filed_photo(job, "seal", 2, replaces=first.pk)
    PhotoRequest.objects.filter(pk=request.pk).update(photo=second)
    withdraw_file(filed=second, because="Another house", by=olive)
    first.refresh_from_db()
    assert first.replaced_by is None
    assert list(Photo.objects.of(job).on_file()) == []
    assert set(OpenItem.objects.of(job).open().filter(party="field").values_list("what", flat=True)) == {
        "Take the photo again: utility's seal (Dark)",
        "Photo asked for: utility's seal (The ring)",
    }


@pytest.mark.parametrize("judged", [photos.accept_photo, photos.reject_photo])
def test_a_withdrawn_photo_is_not_judged_any_more(judged: Any) -> None:
    job = accepted_job()
    filed = filed_photo(job)
    withdraw_file(filed=filed, because="Another house", by=someone("olive"))
    words = {"because": "Dark"} if judged is photos.reject_photo else {}
    with pytest.raises(Refused, match="Olive already withdrew this photo"):
        judged(photo=filed, by=someone("olive"), **words)


def test_a_record_whose_paper_was_withdrawn_is_made_again() -> None:
    company()
    job, cruz = accepted_job(kind="removal"), someone("cruz")
    facts = {"done_on": days_ago(2), "done_by": cruz, "what": "Capped", "dead_and_locked_on": days_ago(2)}
    installations.record_made_safe(job=job, by=cruz, **facts)
    paper = in_force(job, "make_safe_record")
    assert paper
    assert undone_first(paper) == []
    assert signed_in().post(url_of(paper), OTHER_HOUSE).url == f"/jobs/{job.number}/papers/"
    assert in_force(job, "make_safe_record") is None
    installations.record_made_safe(job=job, by=cruz, **{**facts, "what": "Capped and locked"})
    assert "Capped and locked" in files_in(in_force(job, "make_safe_record"))
    with pytest.raises(Refused, match="Cruz already recorded how the circuit was made safe"):
        installations.record_made_safe(job=job, by=cruz, **facts)


def test_a_fee_record_is_withdrawn_with_the_payment_that_it_shows() -> None:
    payment = fee_paid(prepared().job)
    job = payment.visit.job
    paper = in_force(job, "fee_record")
    assert paper
    assert undone_first(paper) == [("The fee of visit 1 is recorded as paid", "utility/visit/1/fee/undo/")]


def test_survey_and_consent_signatures_are_withdrawn_on_a_page_of_their_own() -> None:
    job = accepted_job()
    upload = filed_upload(job, "owner_consent")
    signature = signing.record_signature(
        job=job,
        paper="owner_consent",
        person=job.people.get(),
        signed_on=days_ago(1),
        upload=upload,
        by=someone("olive"),
    )
    (rest,) = undone_first(upload)
    assert rest == ("Owner's consent: Hana Ito signed it", f"signatures/{signature.pk}/withdraw/")
    signed_in().post(f"/jobs/{job.number}/{rest[1]}", OTHER_HOUSE)
    assert undone_first(upload) == []
    assert signed_in().post(url_of(upload), OTHER_HOUSE).status_code == 302
