"""The survey's reading of the meter and of the bill reach packet and application, with who read them."""

from __future__ import annotations

import pytest

from assessments.services.survey import record_place
from jobs.models import Document, Job, UtilityAccount
from jobs.people.services.utility_accounts import edit_utility_account
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import days_ago
from tests.builders.utility_requests import fresh, packet_complete, request_of, tariff
from tests.builders.whole_road import contracted_job
from utility_requests.packet import PacketItem
from utility_requests.services import reading
from utility_requests.services.packet_reading import packet_items
from utility_requests.services.requests import prepare_request, submit_request

pytestmark = pytest.mark.django_db
METER = "222-014-7781"


@pytest.fixture
def job() -> Job:
    """Surveyed by Asa, who read the meter's face and the account number; the application prepared without."""
    tariff()
    job = contracted_job()
    record_place(job=job, by=someone("asa"), on=days_ago(44), account_number="700-1")
    prepare_request(job=job, by=someone("olive"), on=days_ago(34))
    return fresh(job)


def line(job: Job, key: str) -> PacketItem:
    return next(item for item in packet_items(reading.request_rows(fresh(job))) if item.key == key)


def test_the_face_is_known_from_the_survey_and_never_fills_the_bills_number(job: Job) -> None:
    assert UtilityAccount.objects.get(job=job).meter_number == ""
    assert line(job, "meter").missing == "the meter number is copied from the bill"
    edit_utility_account(job=job, by=someone("olive"), meter_number="222-014-7782")
    said = f"the meter's face says {METER} and the bill says 222-014-7782"
    assert line(job, "meter").missing.startswith(said)
    edit_utility_account(job=job, by=someone("olive"), meter_number="222 014 7781")
    read_on = f"{days_ago(45):%B %-d, %Y}"
    assert line(job, "meter").answer == f"{METER}, read by Asa, {read_on}"
    checked_on = f"{days_ago(44):%B %-d, %Y}"
    assert line(job, "account").answer == f"700-1, compared with the bill (Asa, {checked_on})"

    UtilityAccount.objects.filter(job=job).update(bill_checked_by=None)
    assert line(job, "account").answer == f"700-1, compared with the bill ({checked_on})"


def test_what_the_office_types_itself_counts_and_names_no_reader(job: Job) -> None:
    edit_utility_account(job=job, by=someone("olive"), meter_number="999-1")
    request = request_of(job)
    request.meter_face_number = "999-1"
    request.save(update_fields=["meter_face_number"])
    assert line(job, "meter").answer == "999-1"


def test_the_form_offers_the_surveys_reading() -> None:
    job = contracted_job()
    page = signed_in().get(f"/jobs/{job.number}/utility/prepare/").content.decode()
    assert f'value="{METER}"' in page


def test_the_application_is_sent_with_it_and_says_who_read_it(job: Job) -> None:
    packet_complete(job)
    request = request_of(job)
    request.meter_face_number = ""
    request.save(update_fields=["meter_face_number"])
    sent = submit_request(request=request, submitted_on=days_ago(30), by=someone("olive"))
    assert sent.meter_face_number == METER
    paper = Document.objects.of(job).in_force().of_kind("utility_application").get()
    rows = {label: value for section in paper.context["sections"] for label, value in section["rows"]}
    assert rows["Meter's face read by"].startswith("Asa, ")
    assert rows["Account compared with the bill"].startswith("Asa, ")
