"""Issuing, filing and ending papers: what stands in rows and history, and what the tab shows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from jobs.closeout.package import compose
from jobs.milestones.services import milestones
from jobs.models import Document, Event, Job, Photo, Upload
from jobs.papers.outbox import rendering
from jobs.papers.services import paperwork
from jobs.papers.services.freezing import with_frozen_files
from jobs.papers.services.letterhead import letterhead
from jobs.photos.services.photos import accept_photo, reject_photo
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, company, days_ago
from tests.builders.papers import filed_photo, filed_upload, issued_package, issued_paper, jpeg, pdf
from tests.kilowire.pdf_maker import locked, only_for_acrobat, written
from tests.questions import questions

pytestmark = pytest.mark.django_db


def as_(key: str) -> Client:
    client = Client()
    client.force_login(someone(key))
    return client


def events_of(job: Job, kind: str) -> list[str]:
    return list(Event.objects.of(job).filter(kind=kind).order_by("id").values_list("sentence", flat=True))


def test_issuing_freezes_plain_values_and_writes_one_event() -> None:
    job = accepted_job()
    document = issued_paper(job)
    assert json.loads(json.dumps(document.context)) == document.context
    assert document.context["company"]["license"] == "CSLB 1110475, C-10"
    assert document.context["job"]["number"] == job.number
    assert events_of(job, "issued") == ["Permit issued"]


def test_a_new_issue_supersedes_the_last_of_its_kind() -> None:
    job = accepted_job()
    first, second = issued_paper(job), issued_paper(job)
    first.refresh_from_db()
    assert (first.superseded_on, second.supersedes) == (second.issued_on, first)
    assert list(Document.objects.of(job).in_force()) == [second]


def test_undoing_a_milestone_withdraws_the_papers_that_rest_on_it() -> None:
    job = milestones.stamp(
        job=accepted_job(), milestone=Milestone.SURVEYED, on=days_ago(5), by=someone("olive")
    )
    document = issued_paper(job, "survey_report")
    milestones.withdraw(job=job, milestone=Milestone.SURVEYED, because="the wrong house", by=someone("olive"))
    document.refresh_from_db()
    assert document.withdrawn_because == "the wrong house"
    assert events_of(job, "paper_ended") == ["Site survey no longer holds"]


def test_the_company_is_what_it_was_on_the_day() -> None:
    job, old = accepted_job(), company()
    old.pk, old.effective_from, old.phone = None, days_ago(2), "562-555-0199"
    old.save(force_insert=True)
    assert letterhead(job, days_ago(3))["company"]["phone"] == "562-555-0100"
    assert letterhead(job, days_ago(2))["company"]["phone"] == "562-555-0199"


def test_the_wire_of_a_paper_carries_the_day_of_each_milestone() -> None:
    company()
    job = accepted_job()
    first, second = letterhead(job, days_ago(1))["wire"][:2]
    assert first == {"label": "Intake", "state": "done", "track": "main", "day": job.accepted_on.isoformat()}
    assert (second["state"], second["day"]) == ("now", "")


def test_a_paper_names_only_files_of_its_own_job() -> None:
    job, other = accepted_job(), accepted_job()
    photo = filed_photo(other)
    with pytest.raises(LookupError, match=str(photo.pk)):
        with_frozen_files(job, {"sections": [{"title": "Photos", "photos": [str(photo.pk)]}]})


def test_files_named_by_id_are_frozen_with_path_and_hash() -> None:
    job = accepted_job()
    photo, upload = filed_photo(job), filed_upload(job, pages=3)
    section = {"title": "On file", "photos": [str(photo.pk)], "uploads": [upload.pk]}
    frozen = with_frozen_files(job, {"sections": [section]})["sections"][0]
    assert frozen["photos"][0]["sha256"] == photo.print_sha256
    assert frozen["photos"][0]["path"] == photo.print_copy.name
    assert (frozen["uploads"][0]["sha256"], frozen["uploads"][0]["pages"]) == (upload.sha256, 3)


def test_the_package_shows_each_photo_once_and_each_upload_once() -> None:
    photo = {"id": "a", "sha256": "1", "path": "x", "slot": "Meter face"}
    lone, upload = {**photo, "id": "b"}, {"id": 7, "sha256": "2", "path": "y"}
    paper = {
        "kind": "permit_record",
        "title": "Permit",
        "issued_on": "2026-11-02",
        "context": {
            "summary": "Issued.",
            "sections": [{"title": "Photos", "photos": [photo]}],
            "company": {},
        },
    }
    package = compose({"job": {}}, papers=[paper], uploads=[upload, upload], photos=[photo, lone, lone])
    assert package["more_photos"] == [lone]
    assert package["enclosed"] == [upload]
    assert package["parts"] == [
        {
            "number": 1,
            "kind": "permit_record",
            "title": "Permit",
            "issued_on": "2026-11-02",
            "summary": "Issued.",
            "sections": paper["context"]["sections"],
        }
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "a program"),
        (b"%PDF-1.7 cut off", "cannot be opened"),
        (b"\xff\xd8\xff cut off", "cannot be opened"),
        (written(locked("secret")), "locked with a password"),
        (written(only_for_acrobat()), "only Acrobat can show"),
    ],
)
def test_a_wrong_upload_is_named_refused_and_leaves_nothing(content: bytes, sentence: str) -> None:
    job = accepted_job()
    with pytest.raises(Refused, match=sentence):
        paperwork.file_upload(job=job, kind="permit", file=ContentFile(content, "x.pdf"), by=someone("olive"))
    assert not Upload.objects.of(job).exists()
    assert events_of(job, "filed") == []


def test_filing_through_the_form_keeps_the_paper_and_says_so() -> None:
    job = accepted_job()
    url = reverse("jobs:file_paper", args=[job.number])
    response = as_("olive").post(url, {"kind": "permit", "label": "", "file": pdf(2)})
    assert (response.status_code, response["Location"]) == (302, reverse("jobs:papers", args=[job.number]))
    upload = Upload.objects.of(job).get()
    assert (upload.kind, upload.pages, upload.content_type) == ("permit", 2, "application/pdf")
    assert events_of(job, "filed") == ["Permit filed"]


def test_a_refused_upload_keeps_what_was_typed() -> None:
    job = accepted_job()
    sent = {
        "kind": "bill",
        "label": "The October bill",
        "file": ContentFile(b"PK\x03\x04 word/", "bill.docx"),
    }
    response = as_("olive").post(reverse("jobs:file_paper", args=[job.number]), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "“bill.docx” is a Word document" in page
    assert "The October bill" in page


def test_the_tab_shows_how_far_each_paper_has_come() -> None:
    job, client = accepted_job(), as_("olive")
    paper = issued_paper(job)
    url, poll = reverse("jobs:papers", args=[job.number]), reverse("jobs:paper_progress", args=[job.number])
    page = client.get(url).content.decode()
    assert "Waiting its turn" in page
    assert f'data-hx-get="{poll}"' in page
    first = client.get(poll)
    unchanged = client.get(poll, headers={"If-None-Match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    rendering.render_document(paper.pk)
    changed = client.get(poll, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert reverse("jobs:paper_file", args=[job.number, paper.pk]) in changed.content.decode()
    assert "hx-get" not in changed.content.decode()


def test_papers_that_no_longer_hold_stand_apart_with_the_reason() -> None:
    job = accepted_job()
    issued_paper(job)
    issued_paper(job)
    page = as_("olive").get(reverse("jobs:papers", args=[job.number])).content.decode()
    assert "Superseded and withdrawn, 1" in page


def test_a_failed_paper_is_made_again_with_one_press() -> None:
    job = accepted_job()
    paper = issued_paper(job)
    Document.objects.filter(pk=paper.pk).update(status="failed", attempts=5, error="The paper fell over.")
    url = reverse("jobs:make_paper_again", args=[job.number, paper.pk])
    page = as_("olive").get(reverse("jobs:papers", args=[job.number])).content.decode()
    assert "The paper fell over." in page
    assert url in page
    assert as_("asa").post(url).status_code == 403
    assert as_("olive").post(url).status_code == 302
    paper.refresh_from_db()
    assert (paper.status, paper.attempts, paper.error) == ("waiting", 0, "")
    second = as_("olive").post(url)
    assert (second.status_code, "only one that failed is made again" in second.content.decode()) == (
        422,
        True,
    )


def test_the_papers_of_all_jobs_cost_as_many_questions_for_1_as_for_50() -> None:
    client, job = as_("olive"), accepted_job()

    pages = [reverse("jobs:all_papers"), reverse("jobs:papers", args=[job.number])]
    rendering.render_document(issued_paper(job).pk)
    filed_upload(job)
    few = [questions(client, page) for page in pages]
    for _ in range(49):
        issued_paper(job)
        filed_upload(job, pages=1)
    assert [questions(client, page) for page in pages] == few


def test_the_page_of_all_papers_sorts_them_by_how_far_they_are() -> None:
    job = accepted_job()
    failed, ready, _ = issued_paper(job), issued_paper(job, "survey_report"), issued_package(job)
    Document.objects.filter(pk=failed.pk).update(status="failed", error="The paper fell over.")
    rendering.render_document(ready.pk)
    page = as_("olive").get(reverse("jobs:all_papers")).content.decode()
    assert page.index("Could not be made") < page.index("The paper fell over.") < page.index("Being made")
    assert page.index("Close-out package") < page.index("Ready, the latest first") < page.index("Site survey")
    assert as_("asa").get(reverse("jobs:all_papers")).status_code == 403


def test_a_retake_stands_beside_its_original() -> None:
    job, client = accepted_job(), as_("olive")
    first = filed_photo(job)
    url = reverse("jobs:retake_photo", args=[job.number, first.pk])
    assert client.post(url, {"caption": "sharper", "file": jpeg(2)}).status_code == 302
    first.refresh_from_db()
    retaken = Photo.objects.of(job).on_file().get()
    assert (first.replaced_by, retaken.slot, retaken.caption) == (retaken, first.slot, "sharper")
    page = client.get(reverse("jobs:photos", args=[job.number])).content.decode()
    assert page.index("sharper") < page.index("replaced")


def test_the_office_accepts_a_photo_or_says_what_is_wrong_with_it() -> None:
    job, client = accepted_job(), as_("olive")
    photo = filed_photo(job)
    reject = reverse("jobs:reject_photo", args=[job.number, photo.pk])
    assert client.post(reject, {"because": ""}).status_code == 422
    assert client.post(reject, {"because": "The seal is not in the picture."}).status_code == 302
    photo.refresh_from_db()
    assert photo.rejected_because == "The seal is not in the picture."
    assert events_of(job, "edited") == ["Photo to be retaken: meter face"]
    assert as_("asa").post(reject, {"because": "no"}).status_code == 403
    assert client.post(reverse("jobs:accept_photo", args=[job.number, photo.pk])).status_code == 302
    photo.refresh_from_db()
    assert (photo.rejected_on, photo.judged_by) == (None, someone("olive"))
    assert photo.accepted_on is not None


def test_a_photo_is_never_accepted_and_rejected_at_once() -> None:
    photo = filed_photo(accepted_job())
    photo = accept_photo(photo=photo, by=someone("olive"))
    photo = reject_photo(photo=photo, because="Too dark.", by=someone("olive"))
    assert photo.accepted_on is None


@pytest.mark.parametrize("name", ["papers", "paper_progress", "file_paper", "photos", "add_photo"])
def test_a_technician_without_the_job_finds_nothing(name: str) -> None:
    url = reverse(f"jobs:{name}", args=[accepted_job().number])
    assert as_("strand").get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_the_largest_file_is_what_the_site_allows(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    job = accepted_job()
    large = ContentFile(b"%PDF-1.7 " + b"0" * settings.UPLOAD_MAX_BYTES, "large.pdf")
    url = reverse("jobs:file_paper", args=[job.number])
    response = as_("olive").post(url, {"kind": "permit", "label": "", "file": large})
    assert response.status_code == 422
    assert "larger than 1 MB" in response.content.decode()
