"""Who of ours reads which paper, on pages and behind links alike, and for how long a technician does."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from jobs.day_pack.views.pack import PAPERS as ON_THE_TABLET
from jobs.installation.services import adapter as adapters
from jobs.models import Job, Upload
from jobs.models.job_queries import SEEN_FOR
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import PAPERS, UploadKind
from jobs.road.paper_readers import FOR_THE_FIELD, READERS
from kilowire.floor.refusals import Refused
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, booked, days_ago
from tests.builders.papers import filed_upload, issued_paper, pdf
from tests.builders.records import ev_adapter, ready_to_sign

pytestmark = pytest.mark.django_db
OF_THE_OFFICE = ("contract", "change_order", "fee_receipt", "adapter_invoice")


def test_the_table_names_every_kind_and_no_other() -> None:
    assert set(READERS) == {*PAPERS, *UploadKind}


def test_what_goes_on_a_tablet_is_for_the_field() -> None:
    assert set(ON_THE_TABLET) <= FOR_THE_FIELD


def test_contract_and_receipts_are_the_offices_on_the_page_and_as_files() -> None:
    job = accepted_job()
    booked(job)
    uploads = [filed_upload(job, kind) for kind in (*OF_THE_OFFICE, "permit")]
    issued_paper(job, "permit_record")
    issued_paper(job, "agreement_summary")
    for who, opened, counted in (("olive", [200] * 5, 7), ("asa", [404] * 4 + [200], 2)):
        client = signed_in(who)
        files = [reverse("jobs:upload_file", args=[job.number, each.pk]) for each in uploads]
        assert [client.get(file).status_code for file in files] == opened
        page = client.get(reverse("jobs:papers", args=[job.number]))
        shown = page.content.decode()
        assert [file in shown for file in files] == [status == 200 for status in opened]
        assert next(tab["count"] for tab in page.context["tabs"] if tab["label"] == "Papers") == counted


@pytest.mark.parametrize("kind", sorted(UploadKind))
def test_a_technician_files_what_they_may_open_and_nothing_else(kind: str) -> None:
    job, asa = accepted_job(), someone("asa")
    if kind in FOR_THE_FIELD:
        upload = paperwork.file_upload(job=job, kind=kind, file=pdf(), by=asa)
        assert Upload.objects.filter(pk=upload.pk).exists()
    else:
        with pytest.raises(Refused, match="the office files") as refusal:
            paperwork.file_upload(job=job, kind=kind, file=pdf(), by=asa)
        assert refusal.value.field == "kind"


def test_forms_offer_a_technician_no_kind_that_only_the_office_opens() -> None:
    job = ready_to_sign()
    booked(job)
    adapters.order_adapter(job=job, model=ev_adapter(), ordered_on=days_ago(0), by=someone("olive"))
    adapter = reverse("jobs:receive_adapter", args=[job.number])
    for who, kinds, has_invoice in (("olive", set(UploadKind), True), ("asa", FOR_THE_FIELD, False)):
        client = signed_in(who)
        for page in ("jobs:papers", "jobs:file_paper"):
            form = client.get(reverse(page, args=[job.number])).context["form"]
            assert {kind for kind, _ in form.fields["kind"].choices} == kinds & set(UploadKind)
        assert ("invoice" in client.get(adapter).context["form"].fields) is has_invoice
    file = pdf()
    answer = signed_in("asa").post(
        reverse("jobs:file_paper", args=[job.number]), {"kind": "contract", "file": file}
    )
    assert answer.status_code == 422
    assert not Upload.objects.filter(kind="contract").exists()


def test_a_technicians_right_ends_thirty_days_after_their_last_appointment_and_returns() -> None:
    job = accepted_job()
    last = booked(job)
    asa = someone("asa")

    def sees(at: timedelta) -> bool:
        with time_machine.travel(last.ends_at + at, tick=False):
            return Job.objects.visible_to(asa).exists()

    minute = timedelta(minutes=1)
    assert [sees(at) for at in (-minute, SEEN_FOR - minute, SEEN_FOR + minute)] == [True, True, False]
    with time_machine.travel(last.ends_at + SEEN_FOR + minute, tick=False):
        assert Job.objects.ever_assigned_to(asa).exists(), "a tablet still hands in what it holds"
        again = booked(job, kind="service")
        assert Job.objects.visible_to(asa).exists()
        assert again.ends_at > timezone.now()
