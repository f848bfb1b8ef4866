"""The permit desk's acts over HTTP: who may do them, what is refused, and that nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jobs.models import Job, Upload
from permits.models import Correction, Inspection, Permit
from permits.services.applications import record_correction
from tests.builders.cast import signed_in, someone
from tests.builders.files import not_a_paper, paper
from tests.builders.jobs import booked, days_ago, whittier
from tests.builders.permits import (
    agreed_job,
    final_asked,
    permit_applied,
    permit_issued,
    permitted_job,
)
from tests.days import Ago
from tests.permits.desk_pages import url

pytestmark = pytest.mark.django_db


OF_PERMIT = (
    "complete",
    "correction",
    "issued",
    "document",
    "extend",
    "began",
    "edit",
    "end",
    "undo_issued",
    "undo_complete",
    "undo_began",
    "ask",
)

OF_INSPECTION = ("scheduled", "called_off", "passed", "failed", "mended", "card", "revoked", "undo_result")

FIELDS_OWN = {"began", "mended", "card"}


def every_door(inspection: Inspection, correction: Correction) -> dict[str, str]:
    permit, job = inspection.permit, inspection.permit.job
    doors = {name: url(name, job, permit.pk) for name in OF_PERMIT}
    doors |= {name: url(name, job, inspection.pk) for name in OF_INSPECTION}
    return doors | {"apply": url("apply", job), "answer": url("answer", job, correction.pk)}


def job_with_everything() -> tuple[Inspection, Correction]:
    inspection = final_asked()
    notice = record_correction(
        permit=inspection.permit, asked_on=days_ago(2), text="Show it.", by=someone("olive")
    )
    return inspection, notice


def test_strangers_are_sent_to_the_sign_in_and_learn_nothing() -> None:
    doors = every_door(*job_with_everything())
    read = [reverse("permits:list"), "/jobs/KW-9999/permit/", *doors.values()]
    answers = [Client().get(address) for address in read]
    answers += [Client().post(address, {}) for address in doors.values()]
    for answer in answers:
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_a_technician_opens_the_fields_own_doors_of_the_jobs_booked_for_them() -> None:
    inspection, notice = job_with_everything()
    job, doors = inspection.permit.job, every_door(inspection, notice)
    booked(job, kind="inspection")
    asa, strand = signed_in("asa"), signed_in("strand")
    for name, address in doors.items():
        assert asa.get(address).status_code == (200 if name in FIELDS_OWN else 403), name
        assert strand.get(address).status_code == (404 if name in FIELDS_OWN else 403), name
    assert asa.get(url("permit", job)).status_code == 200
    assert strand.get(url("permit", job)).status_code == 404
    assert asa.get(reverse("permits:list")).status_code == 403


@pytest.mark.parametrize("who", ["olive", "owen"])
def test_office_and_owner_open_every_door(who: str) -> None:
    inspection, notice = job_with_everything()
    client = signed_in(who)
    for name, address in every_door(inspection, notice).items():
        assert client.get(address).status_code == 200, name


def test_an_act_of_one_job_is_not_reached_through_another() -> None:
    inspection, notice = job_with_everything()
    other, client = agreed_job(), signed_in("olive")
    for name, address in every_door(inspection, notice).items():
        if name != "apply":
            wrong = address.replace(inspection.permit.job.number, other.number)
            assert client.get(wrong).status_code == 404, name


def test_the_whole_way_at_the_city_over_http() -> None:
    job, client = agreed_job(), signed_in("olive")
    answer = client.post(
        url("apply", job),
        {
            "kind": "electrical",
            "jurisdiction": whittier().pk,
            "applied_on": days_ago(20),
            "required": "on",
        },
    )
    permit = Permit.objects.of(job).get()
    silent_since = url("complete", job, permit.pk)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, silent_since)
    client.post(url("complete", job, permit.pk), {"how": "city", "complete_on": days_ago(18)})
    client.post(
        url("issued", job, permit.pk),
        {"number": "E-2026-44", "issued_on": days_ago(15), "document": paper("permit")},
    )
    client.post(url("began", job, permit.pk), {"began_on": days_ago(12)})
    client.post(url("ask", job, permit.pk), {"kind": "final", "asked_on": days_ago(9)})
    final = Inspection.objects.of(job).get()
    client.post(url("scheduled", job, final.pk), {"scheduled_on": days_ago(5), "window": "8–12"})
    client.post(
        url("passed", job, final.pk),
        {"passed_on": days_ago(5), "inspector": "R. Alvarez", "card": paper("card")},
    )
    job = Job.objects.get(pk=job.pk)
    assert (job.permit_issued_on, job.inspection_passed_on) == (days_ago(15), days_ago(5))
    page = client.get(url("permit", job)).content.decode()
    assert "is closed: the final inspection passed" in page
    assert "R. Alvarez" in page


def test_bad_input_is_said_at_the_field_and_nothing_typed_is_lost() -> None:
    permit = permit_applied()
    answer = signed_in("olive").post(
        url("issued", permit.job, permit.pk),
        {"number": "E-2026-44", "issued_on": days_ago(-2), "fee_usd": "many"},
    )
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.errors == {
        "issued_on": ["This day has not come yet: record it on the day."],
        "fee_usd": ["Type an amount in dollars, such as 4,950.00."],
    }
    assert 'value="E-2026-44"' in answer.content.decode()
    assert Permit.objects.get(pk=permit.pk).issued_on is None


def test_a_wrong_upload_is_named_and_the_rest_of_the_form_kept() -> None:
    permit = permit_applied()
    answer = signed_in("olive").post(
        url("issued", permit.job, permit.pk),
        {"number": "E-2026-44", "issued_on": days_ago(3), "document": not_a_paper()},
    )
    assert answer.status_code == 422
    assert "“card.pdf” is a program" in answer.context["form"].errors["document"][0]
    assert 'value="E-2026-44"' in answer.content.decode()
    assert not Upload.objects.of(permit.job).filter(kind="permit").exists()


def test_a_refused_act_answers_422_with_the_sentence_of_who_was_first() -> None:
    permit = permit_issued()
    answer = signed_in("owen").post(
        url("issued", permit.job, permit.pk), {"number": "E-2026-99", "issued_on": days_ago(3)}
    )
    assert answer.status_code == 422
    assert "Olive already recorded permit E-2026-17" in answer.content.decode()


def test_a_refusal_stands_at_the_field_it_belongs_to() -> None:
    permit = permit_applied()
    answer = signed_in("olive").post(
        url("issued", permit.job, permit.pk), {"number": "E-1", "issued_on": days_ago(40)}
    )
    assert list(answer.context["form"].errors) == ["issued_on"]


@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("apply", {"kind": "tree"}, "kind"),
        ("complete", {"how": "rumour"}, "how"),
        ("correction", {"asked_on": Ago(3)}, "text"),
        ("edit", {"applied_on": "soon"}, "because"),
        ("end", {"how": "revoked", "ended_on": Ago(1)}, "how"),
    ],
)
def test_forms_ask_for_what_they_need(name: str, typed: dict[str, Any], field: str) -> None:
    permit = permit_applied()
    more = () if name == "apply" else (permit.pk,)
    answer = signed_in("olive").post(url(name, permit.job, *more), typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_only_a_city_with_two_finals_asks_which_is_the_last() -> None:
    client = signed_in("olive")
    one, two = final_asked(), final_asked(permitted_job(agreed_job(jurisdiction=two_finals())))
    assert "closes_permit" not in client.get(url("passed", one.permit.job, one.pk)).context["form"].fields
    form = client.get(url("passed", two.permit.job, two.pk)).context["form"]
    assert form.fields["closes_permit"].initial is False


def two_finals() -> Any:
    row = whittier()
    row.pk, row.key, row.name, row.visit_order = None, "two", "City of Two Finals", "two_finals"
    row.save(force_insert=True)
    return row
