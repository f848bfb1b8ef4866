"""Every door of the permit desk: strangers, the field, the office; what a form keeps and where it refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job, Upload
from jobs.services import appointments, holds
from jobs.services import milestones as stamps
from jobs.stages import Milestone
from permits.models import Correction, Inspection, Permit
from permits.services.applications import record_correction
from permits.services.results import fail_inspection
from tests.builders.cast import someone
from tests.builders.files import not_a_paper, paper
from tests.builders.jobs import days_ago, whittier
from tests.builders.permits import (
    agreed_job,
    final_asked,
    final_failed,
    final_passed,
    permit_applied,
    permit_issued,
    permitted_job,
)

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


def signed_in(key: str) -> Client:
    client = Client()
    client.force_login(someone(key))
    return client


def send(job: Job, key: str) -> None:
    """Book a technician, who from then on sees the job."""
    starts_at = timezone.now() + timedelta(days=3, hours=job.pk * 3)
    appointments.book_appointment(
        job=job,
        kind="inspection",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        technicians=[someone(key)],
        by=someone("olive"),
    )


def url(name: str, job: Job, *more: Any) -> str:
    return reverse(f"permits:{name}", args=[job.number, *more])


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
    read = [reverse("permits:desk"), "/jobs/KW-9999/permit/", *doors.values()]
    answers = [Client().get(address) for address in read]
    answers += [Client().post(address, {}) for address in doors.values()]
    for answer in answers:
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_a_technician_opens_the_fields_own_doors_of_the_jobs_booked_for_them() -> None:
    inspection, notice = job_with_everything()
    job, doors = inspection.permit.job, every_door(inspection, notice)
    send(job, "asa")
    asa, strand = signed_in("asa"), signed_in("strand")
    for name, address in doors.items():
        assert asa.get(address).status_code == (200 if name in FIELDS_OWN else 403), name
        assert strand.get(address).status_code == (404 if name in FIELDS_OWN else 403), name
    assert asa.get(url("permit", job)).status_code == 200
    assert strand.get(url("permit", job)).status_code == 404
    assert asa.get(reverse("permits:desk")).status_code == 403


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
    assert (answer.status_code, answer["Location"]) == (302, url("permit", job))
    permit = Permit.objects.of(job).get()
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
        "fee_usd": ["Enter a number."],
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
    assert "That file is a program" in answer.context["form"].errors["document"][0]
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
        ("correction", {"asked_on": days_ago(3)}, "text"),
        ("edit", {"applied_on": "soon"}, "because"),
        ("end", {"how": "revoked", "ended_on": days_ago(1)}, "how"),
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


def labels(acts: list[dict[str, Any]]) -> list[str]:
    return [act["label"] for act in acts]


def test_the_tab_offers_only_the_acts_that_make_sense_now() -> None:
    client, job = signed_in("olive"), agreed_job()
    page = client.get(url("permit", job))
    assert (page.context["permits"], page.context["apply_url"]) == ([], url("apply", job))
    permit = permit_applied(job)
    card = client.get(url("permit", job)).context["permits"][0]
    assert labels(card["acts"]) == ["Permit issued", "Application complete", "Notice of corrections"]
    record_correction(permit=permit, asked_on=days_ago(30), text="Show it.", by=someone("olive"))
    card = client.get(url("permit", job)).context["permits"][0]
    assert labels(card["corrections"][0]["acts"]) == ["Answer it"]
    assert card["acts"][0]["kind"] == "quiet"
    final = final_asked(permit_issued(permit=permit, document=None).job)
    card = client.get(url("permit", job)).context["permits"][0]
    assert labels(card["acts"]) == ["Ask for an inspection", "File the city's paper", "Work began"]
    assert labels(card["inspections"][0]["acts"]) == ["Passed", "Failed", "The city's day", "Called off"]
    fail_inspection(
        inspection=final, failed_on=days_ago(3), inspector="R.", corrections="Clear it.", by=someone("olive")
    )
    card = client.get(url("permit", job)).context["permits"][0]
    assert labels(card["inspections"][0]["acts"]) == ["Corrections done"]


def test_the_field_is_offered_its_own_acts_alone() -> None:
    job = final_failed(permitted_job())
    send(job, "asa")
    page = signed_in("asa").get(url("permit", job))
    card = page.context["permits"][0]
    assert labels(card["acts"]) == ["Work began"]
    assert labels(card["inspections"][0]["acts"]) == ["Corrections done"]
    assert (card["rare"], card["inspections"][0]["rare"], page.context["apply_url"]) == ([], [], "")


@pytest.mark.parametrize(
    ("make", "now", "tone"),
    [
        (agreed_job, "No permit is applied for yet.", ""),
        (
            lambda: permit_applied(applied_on=days_ago(1)).job,
            "City of Whittier has not answered yet.",
            "wait",
        ),
        (
            lambda: permit_applied(applied_on=days_ago(30)).job,
            "City of Whittier has not answered yet.",
            "bad",
        ),
        (permitted_job, "Electrical permit E-2026-17 is issued since", "ok"),
        (
            lambda: permit_issued(expires_on=days_ago(-20)).job,
            "Electrical permit E-2026-17 lapses after",
            "bad",
        ),
        (lambda: permit_issued(expires_on=days_ago(2)).job, "Electrical permit E-2026-17 lapsed:", "bad"),
        (lambda: final_asked().permit.job, "The city was asked for the final inspection", "wait"),
        (final_failed, "The final inspection failed on", "bad"),
        (final_passed, "Electrical permit E-2026-17 is closed:", "ok"),
    ],
)
def test_the_tab_begins_with_what_is_true_now(make: Any, now: str, tone: str) -> None:
    sentence = signed_in("olive").get(url("permit", make())).context["sentence"]
    assert sentence["now"].startswith(now)
    assert sentence["tone"] == tone


def test_a_cancelled_job_is_not_applied_for() -> None:
    job = holds.cancel_job(job=agreed_job(), because="price", note="too dear", by=someone("olive"))
    assert signed_in("olive").get(url("permit", job)).context["apply_url"] == ""


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_tab_asks_as_many_questions_for_one_inspection_as_for_many() -> None:
    job, client = permitted_job(), signed_in("olive")
    first = final_asked(job)
    queries(client, url("permit", job))
    few = queries(client, url("permit", job))
    Inspection.objects.bulk_create(
        Inspection(
            permit=first.permit,
            kind="other",
            asked_on=days_ago(9),
            asked_by=first.asked_by,
            result="failed",
            decided_on=days_ago(8),
            decided_by=first.asked_by,
            inspector="R.",
            corrections="Clear it.",
        )
        for _ in range(49)
    )
    Correction.objects.bulk_create(
        Correction(permit=first.permit, asked_on=days_ago(9), text="Show it.", recorded_by=first.asked_by)
        for _ in range(49)
    )
    assert queries(client, url("permit", job)) == few


NEED_OF = {
    "apply": agreed_job,
    "answer": lambda: (
        record_correction(
            permit=permit_applied(), asked_on=days_ago(9), text="Show it.", by=someone("olive")
        ).permit.job
    ),
    "city": lambda: permit_applied().job,
    "mend": final_failed,
    "ask": lambda: stamps.stamp(
        job=permitted_job(), milestone=Milestone.CIRCUIT_INSTALLED, on=days_ago(9), by=someone("olive")
    ),
    "inspection": lambda: final_asked().permit.job,
    "lapse": lambda: permit_issued(expires_on=days_ago(-20)).job,
    "paper": lambda: permit_issued(document=None).job,
    "card": lambda: final_passed(card=None),
}


def test_the_desk_lists_each_job_under_what_it_needs_now() -> None:
    jobs = {need: make() for need, make in NEED_OF.items()}
    client = signed_in("olive")
    for need, job in jobs.items():
        page = client.get(reverse("permits:desk"), {"need": need})
        assert [row["number"] for row in page.context["rows"]] == [job.number], need
    assert {chip["count"] for chip in page.context["chips"]} == {"1"}


def test_the_desk_waits_for_the_adapter_where_the_city_does() -> None:
    job = permitted_job(agreed_job(jurisdiction=whittier(visit_order="set_before_final")))
    stamps.stamp(job=job, milestone=Milestone.CIRCUIT_INSTALLED, on=days_ago(9), by=someone("olive"))
    client, address = signed_in("olive"), reverse("permits:desk") + "?need=ask"
    assert client.get(address).context["rows"] == []
    stamps.stamp(job=job, milestone=Milestone.ADAPTER_SET, on=days_ago(3), by=someone("olive"))
    assert [row["number"] for row in client.get(address).context["rows"]] == [job.number]


@pytest.mark.parametrize(
    "asked", ["?need=rumour", "?after=yesterday.x", "?after=2026-99-99.1", "?need=city&after="]
)
def test_the_desk_takes_an_odd_address_for_the_first_page(asked: str) -> None:
    permit_applied()
    assert signed_in("olive").get(reverse("permits:desk") + asked).status_code == 200


def many_permits(count: int) -> None:
    first = permit_applied()
    job = first.job
    jobs = [
        Job(
            number=f"KW-9{place:03}",
            kind=job.kind,
            site=job.site,
            homeowner_name="Hana Ito",
            opened_on=job.opened_on,
            opened_by=job.opened_by,
        )
        for place in range(count)
    ]
    Job.objects.bulk_create(jobs)
    Permit.objects.bulk_create(
        Permit(
            job=job,
            jurisdiction=first.jurisdiction,
            applied_on=first.applied_on,
            answer_due_on=days_ago(place // 3),
            recorded_by=first.recorded_by,
        )
        for place, job in enumerate(jobs)
    )


def test_the_desk_asks_as_many_questions_for_one_row_as_for_fifty() -> None:
    client, address = signed_in("olive"), reverse("permits:desk") + "?need=city"
    permit_applied()
    queries(client, address)
    few = queries(client, address)
    many_permits(60)
    assert queries(client, address) == few


def test_the_desk_is_paged_by_day_without_gap_or_twin() -> None:
    many_permits(120)
    client, address, seen = signed_in("olive"), "?need=city", []
    while address:
        context = client.get(reverse("permits:desk") + address).context
        seen += [row["number"] for row in context["rows"]]
        address = context["pager"]["older"]
    assert (len(seen), len(set(seen))) == (121, 121)
