"""The utility desk's acts over HTTP: who may do them, what is refused, and that nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job, Signature, Upload
from tests.builders.cast import signed_in
from tests.builders.files import not_a_paper, paper
from tests.builders.jobs import booked, days_ago
from tests.builders.utility_requests import (
    METER,
    adapter_set,
    contracted_job,
    fresh,
    packet_complete,
    prepared,
    request_of,
    serial_of,
    tariff,
    utility_papers_signed,
    visit_failed,
)
from tests.days import Ago
from tests.two_tabs import OpenTab
from tests.utility_requests.desk_pages import tab, url, words
from utility_requests.models import FeePayment, UtilityRequest, VisitFailure

pytestmark = pytest.mark.django_db


TODAY = timezone.localdate


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


THE_FIELDS_TOO = {"mended"}


def test_every_act_is_the_offices_and_a_stranger_learns_nothing() -> None:
    job = visit_failed()
    booked(job, kind="staging")
    for name, address in everywhere(job):
        assert signed_in().get(address).status_code == 200, name
        assert signed_in("asa").get(address).status_code == (200 if name in THE_FIELDS_TOO else 403), name
        assert Client().get(address).url.startswith(reverse("account_login")), name
        assert signed_in().get(address.replace(job.number, "KW-9999")).status_code == 404, name
        assert signed_in().delete(address).status_code == 405, name


def test_from_the_packet_to_the_adapter_over_http() -> None:
    tariff()
    job, client = contracted_job(), signed_in()

    def post(name: str, *more: object, **typed: object) -> None:
        answer = client.post(url(name, job, *more), typed)
        assert answer.status_code == 302, (name, words(answer.content.decode()))
        assert answer.url.startswith(f"/jobs/{job.number}/"), "its tab, or the form of the next act"

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
        ("submit", (), {"submitted_on": Ago(1), "number": "MSA-KEPT"}, "signs the customer agreement"),
        (
            "answered",
            (),
            {"ended_as": "denied", "on": Ago(1), "because": "KEPT"},
            "not recorded as sent",
        ),
        (
            "record_outcome",
            (1,),
            {"outcome": "failed", "happened_on": Ago(1), "note": "KEPT"},
            "reasons",
        ),
        ("record_window", (1,), {"starts_on": "", "hours": "KEPT"}, "required"),
        ("record_fee", (1,), {"paid_on": Ago(1), "paid_by": "homeowner"}, "required"),
        ("waive_approval", (), {}, "required"),
        ("undo_submission", (), {"because": "KEPT"}, "nothing to undo"),
    ],
)
def test_a_refused_act_answers_422_and_keeps_what_was_typed(
    name: str, more: tuple[object, ...], typed: dict[str, object], said: str
) -> None:
    job = prepared().job
    answer = signed_in().post(url(name, job, *more), typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html.replace("&#x27;", "'")
    assert all(value in html for value in typed.values() if "KEPT" in str(value))


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


def test_numbers_written_down_in_two_tabs_are_not_lost() -> None:
    job = prepared().job
    mine, theirs = (OpenTab(url("edit_numbers", job), who) for who in ("olive", "owen"))
    assert theirs.save(number="MSA-9").status_code == 302
    assert mine.save(meter_face_number="222-7").status_code == 422
    assert mine.shows["number"] == "MSA-9"
    assert mine.save().status_code == 302
    assert (request_of(job).number, request_of(job).meter_face_number) == ("MSA-9", "222-7")
