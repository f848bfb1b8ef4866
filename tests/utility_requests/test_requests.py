"""The application: prepared, mended, sent once the packet is complete, and the sending undone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jobs.directory.services import approvals
from jobs.models import Adapter, Document, Event, Reference, Signature, Utility
from jobs.people.services import utility_accounts
from jobs.signing.services import signing
from kilowire.floor.calendars import SCE, add_business_days
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, days_ago, ladwp
from tests.builders.utility_requests import (
    METER,
    coming_visit,
    contracted_job,
    fresh,
    packet_complete,
    prepared,
    request_of,
    serial_of,
    submitted_job,
    tariff,
)
from tests.utility_requests.seen import events, item, items, mark, owed, paper_in_force
from utility_requests.models import InterconnectionRequest, SiteVisit, UtilityRequest
from utility_requests.services.requests import (
    edit_request,
    prepare_request,
    submit_request,
    undo_submission,
)

pytestmark = pytest.mark.django_db


def test_prepare_opens_the_packet_and_its_first_visit_with_the_fee_of_that_day() -> None:
    old = tariff()
    tariff(amount_usd=Decimal("301.00"), effective_from=days_ago(10))
    job = contracted_job()
    since = mark(job)
    request = prepared(job, on=days_ago(34))
    visit = coming_visit(job)
    assert (visit.ordinal, visit.tariff, visit.request, visit.due_on) == (1, old, request, days_ago(34))
    assert events(job, since)[0] == ("desk", "Application to SCE prepared")
    assert owed(job) == {"send"}
    assert set(Reference.objects.of(job).filter(kind="meter").values_list("value", flat=True)) == {METER}


def test_prepare_is_refused_twice_and_names_who_was_first() -> None:
    request = prepared()
    with pytest.raises(Refused, match="Olive already prepared the application"):
        prepare_request(job=request.job, by=someone("owen"))
    assert UtilityRequest.objects.count() == SiteVisit.objects.count() == 1


def test_prepare_is_refused_without_a_fee_on_record_and_leaves_nothing() -> None:
    job = accepted_job(utility=ladwp())
    with pytest.raises(Refused, match="LADWP: No fee is on record"):
        prepare_request(job=job, by=someone("olive"))
    assert not UtilityRequest.objects.exists()
    assert Utility.objects.filter(key="ladwp").exists()


def test_rule_21_opens_with_the_packet_where_the_facts_call_for_it() -> None:
    plain = prepared()
    assert not InterconnectionRequest.objects.of(plain.job).exists()
    facts = {"rule21_required": True, "loads": ["ev_charger", "solar"], "backup_wanted": True}
    job = prepared(contracted_job(facts=facts)).job
    opened = InterconnectionRequest.objects.of(job).get()
    assert opened.why.startswith("Solar and backup on site")
    assert items(job)["rule_21"] == "office"


def test_edit_keeps_what_stood_before_and_replaces_the_references() -> None:
    request = prepared(meter_face_number="111-1", number="")
    edit_request(request=request, meter_face_number=METER, number="MSA-1", by=someone("olive"))
    edit_request(request=request, meter_face_number=METER, number="MSA-2", by=someone("olive"))
    event = Event.objects.of(request.job).filter(kind="edited").first()
    assert (event.before, event.after) == ({"number": "MSA-1"}, {"number": "MSA-2"})
    values = set(Reference.objects.of(request.job).values_list("kind", "value"))
    assert values == {("meter", METER), ("utility_request", "MSA-2")}


def test_edit_never_takes_the_bills_meter_number_away() -> None:
    request = packet_complete()
    edit_request(request=request, meter_face_number="999", number="", by=someone("olive"))
    assert set(Reference.objects.of(request.job).filter(kind="meter").values_list("value", flat=True)) == {
        METER,
        "999",
    }


def test_submit_stamps_freezes_issues_and_waits_for_thirty_business_days() -> None:
    request = packet_complete()
    job, since = request.job, mark(request.job)
    submit_request(request=request, submitted_on=days_ago(31), number="MSA-2026-88", by=someone("olive"))
    job = fresh(job)
    assert job.utility_submitted_on == days_ago(31)
    assert events(job, since) == [
        ("done", "Application sent to SCE"),
        ("issued", "Utility application issued"),
        ("item_ended", "No longer open: Complete the packet and send the application to SCE"),
        ("item_opened", "Waiting for utility: Answer the application; its day is typical, not guaranteed"),
    ]
    waiting = item(job, "answer")
    assert (waiting.party, waiting.since_on) == ("utility", days_ago(31))
    assert waiting.expected_on == add_business_days(days_ago(31), 30, SCE)
    assert waiting.act == "utility_requests:approve"
    assert Reference.objects.of(job).filter(kind="utility_request", value="MSA-2026-88").exists()
    frozen = UtilityRequest.objects.get(pk=request.pk)
    assert (frozen.holder_name, frozen.account_number, frozen.bill_meter_number) == (
        "Hana Ito",
        "700-1",
        METER,
    )
    assert (frozen.adapter_maker, frozen.adapter_serial, frozen.adapter_isolating) == (
        "ConnectDER",
        serial_of(job),
        False,
    )


def test_the_application_carries_every_line_of_the_packet() -> None:
    job = submitted_job()
    context = paper_in_force(job, "utility_application").context
    rows = dict(row for section in context["sections"] for row in section["rows"])
    assert rows["Account holder, as on the bill"] == "Hana Ito"
    assert rows["Service-account number"] == "700-1"
    assert rows["Meter number, face and bill"] == METER
    assert rows["Service address"] == "418 Alder Court, Whittier 90601"
    assert rows["Account holder is"] == "Owner"
    assert rows["E-mail"] == "hana@home.test"
    assert rows["Phone"] == "562-555-0142"
    assert rows["Kind"] == "Installation"
    assert (rows["Maker"], rows["Model"], rows["Type"]) == ("ConnectDER", "EV MSA", "Not isolating")
    assert rows["Serial number"] == serial_of(job)
    assert (rows["Meter class"], rows["Panel bus"], rows["Main breaker"]) == ("200 A", "125 A", "100 A")
    assert rows["Attached"] == "car charger"
    assert rows["Authorization of the contractor"].startswith("Hana Ito, ")
    assert rows["Visit 1"].startswith("$279.22, paid ")
    assert "typical, not guaranteed" in rows["Typical day of the work"]
    assert context["company"]["license"].startswith("CSLB 1110475")
    uploads = [upload for section in context["sections"] for upload in section.get("uploads", [])]
    assert len(uploads) == 3


def test_what_was_sent_stays_when_bill_and_adapter_change() -> None:
    job = submitted_job()
    before = paper_in_force(job, "utility_application").context["sections"][1:]
    utility_accounts.edit_utility_account(
        job=job, by=someone("olive"), holder_name="H. Ito", meter_number="1"
    )
    Adapter.objects.of(job).update(serial="CD-9")
    edit_request(request=request_of(job), meter_face_number=METER, number="MSA-9", by=someone("olive"))
    after = paper_in_force(job, "utility_application").context
    assert after["sections"][1:] == before
    assert ["Request number", "MSA-9"] in after["sections"][0]["rows"]


def test_submit_is_refused_in_one_sentence_that_names_all_that_is_missing() -> None:
    request = prepared(meter_face_number="")
    with pytest.raises(Refused) as refusal:
        submit_request(request=request, submitted_on=days_ago(1), by=someone("olive"))
    for words in (
        "copied from the bill",
        "signs the customer agreement",
        "orders the adapter",
        "fee is paid",
    ):
        assert words in str(refusal.value)
    assert not Document.objects.of(request.job).filter(kind="utility_application").exists()
    assert fresh(request.job).utility_submitted_on is None


def test_submit_is_refused_while_the_model_is_not_on_the_product_list() -> None:
    request = packet_complete()
    model = Adapter.objects.of(request.job).get().model
    approvals.approve_model(model=model, approval="unknown", source="", checked_on=days_ago(1))
    with pytest.raises(Refused, match="was not found yet on SCE's product list"):
        submit_request(request=request, submitted_on=days_ago(1), by=someone("olive"))


def test_submit_is_refused_once_the_authorization_is_withdrawn() -> None:
    request = packet_complete()
    signature = Signature.objects.of(request.job).get(paper="authorization", withdrawn_on=None)
    signing.withdraw_signature(signature=signature, because="wrong form", by=someone("olive"))
    with pytest.raises(Refused, match="Not yet: Hana Ito signs the authorization"):
        submit_request(request=request, submitted_on=days_ago(1), by=someone("olive"))


def test_submit_is_refused_twice_and_on_a_day_to_come() -> None:
    request = packet_complete()
    tomorrow = days_ago(-1)
    with pytest.raises(Refused, match="has not come yet"):
        submit_request(request=request, submitted_on=tomorrow, by=someone("olive"))
    submit_request(request=request, submitted_on=days_ago(3), by=someone("olive"))
    with pytest.raises(Refused, match="Olive already sent this application"):
        submit_request(request=request, submitted_on=days_ago(2), by=someone("owen"))


def test_undo_withdraws_stamp_and_paper_and_lets_it_be_sent_again() -> None:
    job = submitted_job()
    since = mark(job)
    undo_submission(request=request_of(job), because="it was another house", by=someone("olive"))
    job = fresh(job)
    assert job.utility_submitted_on is None
    assert events(job, since)[:2] == [
        ("undone", "Undone: application sent to the utility"),
        ("paper_ended", "Utility application no longer holds"),
    ]
    assert owed(job) == {"send"}
    with pytest.raises(Refused, match="not recorded as sent"):
        undo_submission(request=request_of(job), because="again", by=someone("olive"))
    submitted_job(job, submitted_on=days_ago(5))
    assert fresh(job).utility_submitted_on == days_ago(5)


def test_a_tariff_from_tomorrow_leaves_open_requests_alone() -> None:
    request = prepared()
    tariff(amount_usd=Decimal("301.00"), effective_from=days_ago(-1))
    assert coming_visit(request.job).tariff.amount_usd == Decimal("279.22")
    assert item(request.job, "readiness:rating").stake_usd == Decimal("279.22")
