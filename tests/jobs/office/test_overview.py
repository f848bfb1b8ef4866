"""The overview of a job and the acts on it: who may, what is refused with the form kept, what is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from jobs.holds.services import holds
from jobs.milestones.services import milestones
from jobs.models import Event, OpenItem, Party, Person, Reference, Upload
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, booked, days_ago, opened_job, whittier

pytestmark = pytest.mark.django_db
OFFICE_FORMS = (
    "accept",
    "kind",
    "people/new",
    "site",
    "account",
    "open-items/new",
    "appointments/new",
    "hold",
    "resume",
    "cancel",
    "reopen",
    "undo/accepted",
)


def test_overview_opens_for_the_office_and_the_technician_booked_and_for_nobody_else() -> None:
    job = accepted_job()
    booked(job)
    url = f"/jobs/{job.number}/"
    assert [signed_in(key).get(url).status_code for key in ("owen", "olive", "asa", "strand")] == [
        200,
        200,
        200,
        404,
    ]
    assert Client().get(url).url.startswith("/accounts/login/")
    assert signed_in("olive").get("/jobs/KW-9999/").status_code == 404


@pytest.mark.parametrize("page", OFFICE_FORMS)
def test_forms_on_the_job_are_the_offices_alone(page: str) -> None:
    job = opened_job()
    booked(job)
    url = f"/jobs/{job.number}/{page}/"
    assert signed_in("olive").get(url).status_code == 200
    assert signed_in("asa").get(url).status_code == 403
    assert Client().get(url).status_code == 302
    assert signed_in("olive").get(f"/jobs/KW-9999/{page}/").status_code == 404


def test_overview_asks_the_same_number_of_questions_for_1_and_20_rows(
    django_assert_max_num_queries,
) -> None:
    job = accepted_job()
    booked(job)
    open_items.add(job=job, party=Party.CITY, what="The permit", by=someone("olive"))
    client = signed_in("olive")
    client.get(f"/jobs/{job.number}/")
    with django_assert_max_num_queries(12) as few:
        client.get(f"/jobs/{job.number}/")
    for days, kind in enumerate(("staging", "utility_visit", "inspection", "service"), start=3):
        booked(job, kind=kind, days=days)
    for days in range(3, 23):
        open_items.add(job=job, party=Party.CITY, what=f"Paper {days}", by=someone("olive"))
        Reference.objects.create(job=job, kind="permit", value=f"E-{days}")
    with django_assert_max_num_queries(12) as many:
        client.get(f"/jobs/{job.number}/")
    assert len(few) == len(many)


def test_accept_takes_the_job_on_and_the_second_hears_who_was_first() -> None:
    job = opened_job()
    client = signed_in("olive")
    typed = {"on": timezone.localdate().isoformat()}
    done = client.post(f"/jobs/{job.number}/accept/", typed)
    assert done.url.startswith(f"/jobs/{job.number}/appointments/new/?kind=survey"), "the survey is next"
    again = signed_in("owen").post(f"/jobs/{job.number}/accept/", typed)
    assert again.status_code == 422
    assert b"Olive already recorded the intake" in again.content


def test_accept_is_refused_without_a_way_to_reach_anybody() -> None:
    job = opened_job(email="", phone="")
    answer = signed_in("olive").post(f"/jobs/{job.number}/accept/", {"on": timezone.localdate().isoformat()})
    assert (answer.status_code, b"nobody can be reached" in answer.content) == (422, True)


def test_a_person_is_added_and_takes_the_role_over() -> None:
    job = accepted_job()
    typed = {"name": "Ben Ito", "phone": "562-555-0177", "language": "es", "roles": ["payer", "helper"]}
    assert signed_in("olive").post(f"/jobs/{job.number}/people/new/", typed).status_code == 302
    ben = Person.objects.get(name="Ben Ito")
    assert set(ben.roles.values_list("role", flat=True)) == {"payer", "helper"}
    assert job.roles.filter(role="payer").count() == 1


def test_a_person_with_half_a_number_comes_back_with_everything_typed() -> None:
    job = accepted_job()
    typed = {"name": "Ben Ito", "phone": "555-01", "language": "es", "roles": ["payer"]}
    answer = signed_in("olive").post(f"/jobs/{job.number}/people/new/", typed)
    assert answer.status_code == 422
    assert b"with the area code" in answer.content
    assert b'value="Ben Ito"' in answer.content


def test_a_person_of_another_job_is_not_found_here() -> None:
    job, other = accepted_job(), accepted_job()
    person = Person.objects.of(other).get()
    assert signed_in("olive").get(f"/jobs/{job.number}/people/{person.pk}/").status_code == 404


def test_the_site_is_changed_and_the_history_says_from_what() -> None:
    job = accepted_job()
    typed = {
        "street": "9 Elm Way",
        "city": "Whittier",
        "postal_code": "90601",
        "jurisdiction": whittier().pk,
        "utility": job.site.utility_id,
        "dog_note": "Rex, friendly",
    }
    assert signed_in("olive").post(f"/jobs/{job.number}/site/", typed).status_code == 302
    event = Event.objects.of(job).first()
    assert (event.before["street"], event.after["street"]) == ("418 Alder Court", "9 Elm Way")
    history = signed_in("olive").get(f"/jobs/{job.number}/history/").content.decode()
    assert "<del>418 Alder Court</del> 9 Elm Way" in history


def test_the_account_is_written_down_with_its_bill() -> None:
    job = accepted_job()
    typed = {"holder_name": "HANA ITO", "account_number": "700-1", "meter_number": "222-014-7781"}
    wrong = SimpleUploadedFile("bill.pdf", b"just words")
    answer = signed_in("olive").post(f"/jobs/{job.number}/account/", {**typed, "bill": wrong})
    assert answer.status_code == 422
    assert b'value="HANA ITO"' in answer.content
    assert "“bill.pdf” is a text file" in answer.content.decode()
    assert not Upload.objects.of(job).exists()
    assert signed_in("olive").post(f"/jobs/{job.number}/account/", typed).status_code == 302
    assert set(Reference.objects.of(job).values_list("kind", "value")) == {
        ("account", "700-1"),
        ("meter", "222-014-7781"),
    }


def test_the_kind_changes_only_before_the_verdict() -> None:
    job = accepted_job()
    typed = {"kind": "replacement", "because": "An older adapter is in"}
    assert signed_in("olive").post(f"/jobs/{job.number}/kind/", typed).status_code == 302
    job.refresh_from_db()
    assert job.kind == "replacement"


def test_an_open_item_is_added_moved_looked_at_and_ended() -> None:
    job, client = accepted_job(), signed_in("olive")
    day, later = (timezone.localdate() + timedelta(days=ahead) for ahead in (40, 71))
    typed = {"party": "hoa", "what": "HOA's consent", "expected_on": day.isoformat(), "blocks": "agreed"}
    client.post(f"/jobs/{job.number}/open-items/new/", typed)
    item = OpenItem.objects.of(job).open().get()
    assert (item.blocks, item.first_expected_on.isoformat()) == ("agreed", day.isoformat())
    client.post(f"/jobs/{job.number}/open-items/{item.pk}/move/", {"expected_on": later.isoformat()})
    client.post(f"/jobs/{job.number}/open-items/{item.pk}/looked/")
    item.refresh_from_db()
    assert (item.has_moved, item.looked_by) == (True, someone("olive"))
    assert client.post(f"/jobs/{job.number}/open-items/{item.pk}/end/", {"note": "Signed"}).status_code == 302
    again = signed_in("owen").post(f"/jobs/{job.number}/open-items/{item.pk}/end/", {"note": "Signed"})
    assert (again.status_code, b"Olive already ended this item" in again.content) == (422, True)


def test_an_overlap_comes_back_at_the_hours_with_the_form_filled() -> None:
    job, other = accepted_job(), accepted_job()
    client = signed_in("olive")
    typed = {
        "kind": "survey",
        "on": (timezone.localdate() + timedelta(days=3)).isoformat(),
        "starts_at": "09:00",
        "ends_at": "11:00",
        "technicians": [someone("asa").pk],
        "bring": "A ladder",
        "anyway": "on",
    }
    assert client.post(f"/jobs/{other.number}/appointments/new/", typed).status_code == 302
    answer = client.post(f"/jobs/{job.number}/appointments/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Asa is at {other.number} (site survey)" in page
    assert 'value="A ladder"' in page
    assert 'value="09:00"' in page


def test_a_technician_records_the_outcome_of_the_visit() -> None:
    job = accepted_job()
    appointment = booked(job, days=-1)
    answer = signed_in("asa").post(f"/jobs/{job.number}/appointments/{appointment.pk}/done/", {"note": "ok"})
    assert answer.status_code == 302
    appointment.refresh_from_db()
    assert (appointment.outcome, appointment.outcome_by) == ("done", someone("asa"))


def test_a_technician_does_not_touch_an_appointment_of_another_job() -> None:
    mine, other = accepted_job(), accepted_job()
    booked(mine, days=-1)
    theirs = booked(other, "cruz", days=-1)
    url = f"/jobs/{mine.number}/appointments/{theirs.pk}/done/"
    assert signed_in("asa").post(url, {}).status_code == 404


def test_hold_cancel_and_reopen_over_http() -> None:
    job, client = accepted_job(), signed_in("olive")
    client.post(f"/jobs/{job.number}/hold/", {"because": "Panel repair"})
    assert b"on hold since" in client.get(f"/jobs/{job.number}/").content
    client.post(f"/jobs/{job.number}/resume/", {})
    typed = {"because": "price", "note": "", "on": timezone.localdate().isoformat()}
    assert client.post(f"/jobs/{job.number}/cancel/", typed).status_code == 302
    page = client.get(f"/jobs/{job.number}/").content.decode()
    assert "1 thing is left to unwind" in page
    assert client.post(f"/jobs/{job.number}/cancel/", typed).status_code == 422
    assert client.post(f"/jobs/{job.number}/reopen/", {"because": "Called again"}).status_code == 302


def test_undo_lists_only_what_may_be_undone() -> None:
    job = milestones.stamp(
        job=accepted_job(), milestone=Milestone.SURVEYED, on=days_ago(2), by=someone("olive")
    )
    client = signed_in("olive")
    page = client.get(f"/jobs/{job.number}/").content.decode()
    assert "Undo: Site survey complete" in page
    assert "Undo: Job accepted" not in page
    refused = client.post(f"/jobs/{job.number}/undo/accepted/", {"because": "wrong"})
    assert (refused.status_code, b"Undo the site survey first" in refused.content) == (422, True)
    assert client.get(f"/jobs/{job.number}/undo/nonsense/").status_code == 404


def test_undo_says_why_in_the_history() -> None:
    job, client = accepted_job(), signed_in("olive")
    assert client.post(f"/jobs/{job.number}/undo/accepted/", {"because": ""}).status_code == 422
    assert client.post(f"/jobs/{job.number}/undo/accepted/", {"because": "Wrong house"}).status_code == 302
    event = Event.objects.of(job).first()
    assert (event.kind, event.sentence, event.because) == ("undone", "Undone: job accepted", "Wrong house")


def test_a_step_of_a_desk_is_undone_where_the_desk_does_it() -> None:
    job = milestones.stamp(
        job=accepted_job(), milestone=Milestone.ADAPTER_SET, on=days_ago(2), by=someone("olive")
    )
    answer = signed_in("olive").get(f"/jobs/{job.number}/undo/adapter_set/")
    assert answer.url == f"/jobs/{job.number}/utility/visit/undo/"


def test_waivers_and_what_does_not_add_up_are_told() -> None:
    job = milestones.waive(
        job=accepted_job(),
        milestone=Milestone.OUTAGE_CONFIRMED,
        because="no window was given",
        by=someone("olive"),
    )
    page = signed_in("owen").get(f"/jobs/{job.number}/").content.decode()
    assert "decided by Olive" in page
    assert "because no window was given" in page
    assert "What does not add up" in page


def test_history_pages_by_key_and_filters() -> None:
    job = accepted_job()
    for number in range(60):
        open_items.add(job=job, party=Party.HOA, what=f"Paper {number:02}", by=someone("olive"))
    client = signed_in("olive")
    first = client.get(f"/jobs/{job.number}/history/?show=items")
    assert len(first.context["events"]) == 50
    older = client.get(f"/jobs/{job.number}/history/{first.context['pager']['older']}")
    assert len(older.context["events"]) == 12
    back = client.get(f"/jobs/{job.number}/history/{older.context['pager']['newer']}")
    assert [e["what"] for e in back.context["events"]] == [e["what"] for e in first.context["events"]]
    road = client.get(f"/jobs/{job.number}/history/?show=road")
    assert {e["kind"] for e in road.context["events"]} == {"Opened", "Done"}


def test_the_history_tells_what_happened_and_keeps_open_items_behind_a_filter() -> None:
    job = accepted_job()
    open_items.add(job=job, party=Party.HOA, what="Consent", by=someone("owen"))
    client = signed_in("olive")

    def shown(**asked: str) -> set[str]:
        return {line["kind"] for line in client.get(f"/jobs/{job.number}/history/", asked).context["events"]}

    assert "Open item" not in shown()
    assert "Open item" in shown(show="all")
    assert shown(show="all", by=str(someone("owen").pk)) == {"Open item"}
    assert shown(show="all", by="homeowner") == set()
    assert shown(show="all", until="2001-01-01") == set()
    assert shown(show="all", since="nonsense", until="", by="'") == shown(show="all")


def test_words_that_stay_off_screens_stay_off() -> None:
    job = holds.hold_job(job=accepted_job(), because="Panel", by=someone("olive"))
    page = signed_in("olive").get(f"/jobs/{job.number}/").content.decode().lower()
    visible = page.split("<main", 1)[1]
    assert not [word for word in ("milestone", "stamp", "jacket", "anomal") if word in visible]
