"""The desk's pages over HTTP: who may open them, what they show, refuse and ask the database."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job, Signature, Upload
from jobs.services.appointments import book_appointment
from tests.builders.cast import someone
from tests.builders.files import not_a_paper, paper
from tests.builders.jobs import days_ago, opened_job, sce
from tests.builders.utility_requests import (
    METER,
    adapter_set,
    approved_job,
    came_unannounced,
    contracted_job,
    fee_paid,
    fresh,
    packet_complete,
    prepared,
    request_of,
    serial_of,
    submitted_job,
    tariff,
    utility_papers_signed,
    visit_failed,
    window_given,
)
from utility_requests.models import FeePayment, FeeTariff, SiteVisit, UtilityRequest, VisitFailure
from utility_requests.services.answers import end_request, waive_approval

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def signed_in(key: str = "olive") -> Client:
    client = Client()
    client.force_login(someone(key))
    return client


def url(name: str, job: Job, *more: object) -> str:
    return reverse(f"utility_requests:{name}", args=[job.number, *more])


def words(html: str) -> str:
    """What is on the page for people: without tags and their attributes."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def tab(job: Job, key: str = "olive") -> str:
    answer = signed_in(key).get(url("utility_request", job))
    assert answer.status_code == 200
    return words(answer.content.decode())


def everywhere(job: Job) -> list[tuple[str, str]]:
    """Every office act of the tab, with a row behind it where it needs one."""
    failure = VisitFailure.objects.of(job).first()
    signature = Signature.objects.of(job).get(paper="authorization")
    plain = (
        "prepare", "edit_numbers", "sign", "submit", "undo_submission", "approve", "file_approval",
        "waive_approval", "undo_approval", "answered", "undo_answer", "withdraw", "undo_window", "undo_visit",
        "open_interconnection",
    )  # fmt: skip
    of_visit = (
        "record_outcome", "record_fee", "undo_fee", "answer_fee", "record_window", "move_window",
        "waive_window", "correct_serial",
    )  # fmt: skip
    return [
        *((name, url(name, job)) for name in plain),
        *((name, url(name, job, 1)) for name in of_visit),
        ("mended", url("mended", job, failure.pk)),
        ("withdraw_signature", url("withdraw_signature", job, signature.pk)),
    ]


def assigned_to_asa(job: Job) -> None:
    starts_at = timezone.now() + timedelta(days=3)
    book_appointment(
        job=job,
        kind="staging",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        technicians=[someone("asa")],
        by=someone("olive"),
    )


def test_every_act_is_the_offices_and_a_stranger_learns_nothing() -> None:
    job = visit_failed()
    assigned_to_asa(job)
    for name, address in everywhere(job):
        assert signed_in().get(address).status_code == 200, name
        assert signed_in("asa").get(address).status_code == 403, name
        assert Client().get(address).url.startswith(reverse("account_login")), name
        assert signed_in().get(address.replace(job.number, "KW-9999")).status_code == 404, name
        assert signed_in().delete(address).status_code == 405, name


def test_a_technician_reads_the_tab_of_their_own_jobs_and_may_do_nothing_on_it() -> None:
    job = visit_failed()
    assert signed_in("asa").get(url("utility_request", job)).status_code == 404
    assigned_to_asa(job)
    html = signed_in("asa").get(url("utility_request", job)).content.decode()
    assert "Visit readiness" in html
    assert url("record_outcome", job, 2) not in html
    assert url("look_again", job) not in html
    assert signed_in("asa").post(url("look_again", job)).status_code == 403


def test_the_fees_are_the_owners_alone() -> None:
    added = tariff(effective_from=days_ago(-9))
    for address in (
        reverse("utility_requests:tariffs"),
        reverse("utility_requests:take_tariff_back", args=[added.pk]),
    ):
        for key in ("olive", "asa"):
            assert signed_in(key).post(address).status_code == 403
        assert Client().post(address).url.startswith(reverse("account_login"))
    assert signed_in("asa").get(reverse("utility_requests:desk")).status_code == 403
    assert signed_in().get(reverse("utility_requests:desk")).status_code == 200
    assert FeeTariff.objects.in_force().filter(pk=added.pk).exists()


def test_the_tab_says_what_stands_in_every_state() -> None:
    assert "No application yet" in tab(contracted_job())
    assert "3 open" in tab(prepared().job)
    job = submitted_job()
    assert "typical, not guaranteed" in tab(job)
    waived = submitted_job()
    waive_approval(request=request_of(waived), because="none is sent", by=someone("olive"))
    assert "went on without it" in tab(waived)
    end_request(
        request=request_of(job),
        ended_as="returned",
        on=days_ago(2),
        because="wrong meter",
        by=someone("olive"),
    )
    assert "wrong meter" in tab(job)
    assert "Prepare the application" in tab(job)
    assert "Record SCE visit" in tab(window_given().visit.job)
    assert "may be charged" in tab(visit_failed())
    assert "Adapter set" in tab(adapter_set())
    assert "no window of that day was given" in tab(came_unannounced(packet_complete().job).job)


def test_replacement_and_removal_have_their_own_words() -> None:
    removal = tab(prepared(contracted_job(kind="removal")).job)
    assert "nothing goes in" in removal
    assert "Rebate" not in removal
    assert "one visit or two" in tab(prepared(contracted_job(kind="replacement")).job)


def test_each_missing_line_of_the_packet_leads_to_where_it_is_supplied() -> None:
    job = prepared().job
    html = signed_in().get(url("utility_request", job)).content.decode()
    for address in (
        url("sign", job),
        url("record_fee", job, 1),
        reverse("jobs:edit_account", args=[job.number]),
        reverse("jobs:installation", args=[job.number]),
    ):
        assert f'href="{address}">' in html
    sent = signed_in().get(url("utility_request", submitted_job())).content.decode()
    assert "sent, and frozen as it was" in sent


def test_codes_and_the_ended_credit_are_never_on_the_page() -> None:
    job = visit_failed(reasons=["F1", "F4"])
    html = signed_in().get(url("utility_request", job)).content.decode()
    assert 'title="F4"' in html
    assert not re.search(r"\bF[1-8]\b", words(html))
    assert not re.search(r"\b30C\b|tax credit|federal", html, re.IGNORECASE)
    assert "not indicated, ask" in words(html)


def test_two_fees_and_one_wasted_visit_stand_in_the_ledger() -> None:
    job = visit_failed()
    fee_paid(job, paid_on=days_ago(8))
    page = tab(job)
    assert "$558.44" in page
    assert "1 visit wasted" in page


def test_from_the_packet_to_the_adapter_over_http() -> None:
    tariff()
    job, client = contracted_job(), signed_in()

    def post(name: str, *more: object, **typed: object) -> None:
        answer = client.post(url(name, job, *more), typed)
        assert answer.status_code == 302, (name, words(answer.content.decode()))
        assert answer.url == url("utility_request", job)

    post("prepare", meter_face_number=METER)
    utility_papers_signed(job)
    Signature.objects.of(job).get(paper="authorization").delete()
    post(
        "sign", papers=["authorization"], name_as_signed="Hana Ito", signed_on=days_ago(9), file=paper("form")
    )
    post("record_fee", 1, paid_on=days_ago(9), paid_by="homeowner", receipt=paper("receipt"))
    request = packet_complete(fresh(job))
    post("edit_numbers", meter_face_number=METER, number="MSA-1")
    post("submit", submitted_on=days_ago(8), number="MSA-1")
    post("approve", approved_on=days_ago(6))
    post("file_approval", paper=paper("approval"))
    post("record_window", 1, starts_on=days_ago(4), hours="8–12", given_on=days_ago(6))
    post("move_window", 1, told_on=days_ago(5), starts_on=days_ago(3), hours="9–13", note="a storm")
    post("record_outcome", 1, outcome="failed", happened_on=days_ago(3), reasons=["F1"])
    post("mended", VisitFailure.objects.get().pk, mended_on=days_ago(2), note="new bag")
    post("answer_fee", 2, fee_answer="not_charged", answered_on=days_ago(2))
    post("record_window", 2, starts_on=days_ago(1), given_on=days_ago(2))
    post("record_outcome", 2, outcome="set", happened_on=days_ago(1), serial_seen=serial_of(job))
    post("look_again")
    assert fresh(job).adapter_set_on == days_ago(1)
    assert UtilityRequest.objects.get() == request


def test_undoing_over_http() -> None:
    job, client = adapter_set(), signed_in()
    because = {"because": "this did not happen"}
    for name in ("undo_visit", "undo_window", "undo_approval", "undo_submission"):
        assert client.post(url(name, job), because).status_code == 302, name
    assert client.post(url("undo_fee", job, 1), because).status_code == 302
    assert client.post(url("withdraw", job), because).status_code == 302
    assert not FeePayment.objects.standing().exists()
    assert fresh(job).stage == "permit"
    assert UtilityRequest.objects.get().ended_as == "withdrawn"


def test_the_jackets_own_undo_leads_to_the_desk() -> None:
    job = adapter_set()
    for milestone, name in (
        ("utility_submitted", "undo_submission"),
        ("utility_approved", "undo_approval"),
        ("outage_confirmed", "undo_window"),
        ("adapter_set", "undo_visit"),
    ):
        answer = signed_in().get(reverse("jobs:undo", args=[job.number, milestone]))
        assert answer.url == url(name, job)


def test_rule_21_over_http() -> None:
    job, client = contracted_job(), signed_in()
    assert client.post(url("open_interconnection", job), {"why": "Solar"}).status_code == 302
    typed = {"number": "NEM-1", "submitted_on": days_ago(3)}
    assert client.post(url("record_interconnection", job), typed).status_code == 302
    assert "NEM-1" in tab(job)
    assert client.post(url("end_interconnection", job), {"because": "no solar"}).status_code == 302
    assert "no solar" in tab(job)


@pytest.mark.parametrize(
    ("name", "more", "typed", "said"),
    [
        ("submit", (), {"submitted_on": "2026-11-02", "number": "MSA-KEPT"}, "signs the customer agreement"),
        (
            "answered",
            (),
            {"ended_as": "denied", "on": "2026-11-02", "because": "KEPT"},
            "not recorded as sent",
        ),
        (
            "record_outcome",
            (1,),
            {"outcome": "failed", "happened_on": "2026-11-02", "note": "KEPT"},
            "reasons",
        ),
        ("record_window", (1,), {"starts_on": "", "hours": "KEPT"}, "required"),
        ("record_fee", (1,), {"paid_on": "2026-11-02", "paid_by": "homeowner"}, "required"),
        ("waive_approval", (), {}, "required"),
        ("undo_submission", (), {"because": "KEPT"}, "nothing to undo"),
    ],
)
def test_a_refused_act_answers_422_and_keeps_what_was_typed(
    name: str, more: tuple[object, ...], typed: dict[str, str], said: str
) -> None:
    job = prepared().job
    answer = signed_in().post(url(name, job, *more), typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html.replace("&#x27;", "'")
    assert all(value in html for value in typed.values() if "KEPT" in value)


def test_a_wrong_file_is_named_at_its_field_and_the_rest_is_kept() -> None:
    job = prepared().job
    typed = {"paid_on": days_ago(3), "paid_by": "contractor", "receipt": not_a_paper()}
    answer = signed_in().post(url("record_fee", job, 1), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"receipt"}
    assert 'value="contractor"' in answer.content.decode()
    assert not Upload.objects.of(job).filter(kind="fee_receipt").exists()


def test_a_day_to_come_is_refused_where_only_the_past_is_recorded() -> None:
    job = prepared().job
    tomorrow = TODAY() + timedelta(days=1)
    typed = {"outcome": "did_not_come", "happened_on": tomorrow}
    answer = signed_in().post(url("record_outcome", job, 1), typed)
    assert answer.status_code == 422
    assert "happened_on" in answer.context["form"].errors


def test_an_act_without_its_row_is_not_found() -> None:
    job = contracted_job()
    pages = ("submit", "undo_visit", "undo_window", "record_interconnection")
    for address in (
        *(url(name, job) for name in pages),
        url("record_outcome", job, 1),
        url("mended", job, 99),
    ):
        assert signed_in().get(address).status_code == 404
    assert signed_in().get(url("undo_fee", prepared(contracted_job()).job, 1)).status_code == 404


def test_the_owner_adds_and_takes_back_a_fee() -> None:
    tariff()
    client, address = signed_in("owen"), reverse("utility_requests:tariffs")
    typed = {
        "utility": sce().pk,
        "amount_usd": "301.00",
        "effective_from": days_ago(-1),
        "source": "a letter",
    }
    assert client.post(address, typed).status_code == 302
    page = words(client.get(address).content.decode())
    assert "$301.00" in page
    assert "to come" in page
    again = client.post(address, typed)
    assert again.status_code == 422
    assert "Owen already recorded" in again.content.decode()
    added = FeeTariff.objects.get(amount_usd="301.00")
    back = reverse("utility_requests:take_tariff_back", args=[added.pk])
    assert client.post(back).status_code == 302
    assert "taken back" in words(client.get(address).content.decode())
    refused = client.post(back, follow=True)
    assert "already taken back" in refused.content.decode()


def test_the_desk_shows_each_application_where_it_stands() -> None:
    waiting, coming, packet = submitted_job(), window_given().visit.job, prepared().job
    dateless, over = approved_job(), window_given(starts_on=days_ago(2)).visit.job
    back = submitted_job()
    end_request(
        request=request_of(back), ended_as="denied", on=days_ago(2), because="too old", by=someone("olive")
    )
    adapter_set()
    parts = signed_in().get(reverse("utility_requests:desk")).context["parts"]
    shown = {part["id"]: [row["job"] for row in part["rows"]] for part in parts}
    assert shown == {
        "visits": [coming.number],
        "outcomes": [over.number],
        "returned": [back.number],
        "packets": [packet.number],
        "answers": [waiting.number],
        "dates": [dateless.number],
    }


def _questions(address: str) -> int:
    client = signed_in()
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_desk_asks_as_many_questions_for_fifty_as_for_one() -> None:
    window_given()
    prepared()
    desk = reverse("utility_requests:desk")
    few = _questions(desk)
    for _ in range(50):
        UtilityRequest.objects.create(job=opened_job(), kind="installation", prepared_on=days_ago(3))
    assert _questions(desk) == few <= 10


def test_the_tab_asks_as_many_questions_for_many_visits_as_for_one() -> None:
    job = visit_failed()
    few = _questions(url("utility_request", job))
    for day in (8, 6, 4):
        window_given(fresh(job), starts_on=days_ago(day), given_on=days_ago(day + 1))
        came_unannounced(fresh(job), "failed", on=days_ago(day), reasons=["F1", "F3", "F8"])
    assert SiteVisit.objects.of(job).standing().count() == 5
    assert _questions(url("utility_request", job)) == few
