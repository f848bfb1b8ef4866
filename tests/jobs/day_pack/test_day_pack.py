"""The day pack: what a technician needs without a signal, of their own jobs only, at a constant cost."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.installation import field_forms
from jobs.milestones.services import milestones
from jobs.models import Appointment, InstallationRecord, Job, PhotoSlot, Site
from jobs.models.open_item import MUST_AGREE
from jobs.open_items.services import open_items
from jobs.papers.services.paperwork import file_upload
from jobs.people.services import people
from jobs.photos.services import photo_requests, photos
from jobs.road.stages import Milestone
from jobs.search.services import search
from kilowire.floor.days import midnight
from tests.builders import records
from tests.builders.cast import someone
from tests.builders.files import paper, photo
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job, company, days_ago

pytestmark = pytest.mark.django_db


def noon(days: int) -> Any:
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=12, minute=0, second=0, microsecond=0)


def booked(job: Job, days: int, hour: int = 0, who: tuple[str, ...] = ("asa",), **more: Any) -> Appointment:
    start = noon(days) + timedelta(hours=hour)
    return appointments.book_appointment(
        job=job,
        kind=more.pop("kind", "survey"),
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        technicians=[someone(key) for key in who],
        by=someone("olive"),
        **more,
    )


def pack_of(key: str = "asa") -> dict[str, Any]:
    client = Client()
    client.force_login(someone(key))
    return client.get(reverse("field:pack")).json()


def test_it_holds_today_tomorrow_and_what_was_never_recorded_in_order_of_time() -> None:
    job = accepted_job()
    kinds = ("survey", "staging", "utility_visit", "inspection", "commissioning")
    days_and_kinds = zip((2, 1, 0, -1, -20), kinds, strict=True)
    visits = {days: booked(job, days, kind=kind) for days, kind in days_and_kinds}
    done = booked(job, 0, hour=2, kind="service")
    appointments.finish_appointment(appointment=done, by=someone("asa"), at=done.ends_at)
    called_off = booked(job, 0, hour=4, kind="service")
    appointments.cancel_appointment(appointment=called_off, because="Rain", by=someone("olive"))
    booked(job, 1, hour=2, who=("cruz",), kind="service")
    told = pack_of()["appointments"]
    expected = [visits[-20], visits[-1], visits[0], done, visits[1]]
    assert [visit["id"] for visit in told] == [visit.pk for visit in expected]
    assert [visit["day"] for visit in told] == ["overdue", "overdue", "today", "today", "tomorrow"]
    assert [visit["outcome"] for visit in told] == ["", "", "", "done", ""]


def test_a_visit_says_when_with_whom_and_what_to_bring() -> None:
    visit = booked(accepted_job(), 1, who=("asa", "cruz"), kind="utility_visit", bring="Ladder")
    (told,) = pack_of()["appointments"]
    assert (told["title"], told["kind"], told["hours"]) == ("SCE's visit", "utility_visit", "12–1 PM")
    assert (told["with"], told["bring"], told["job"]) == (["Cruz"], "Ladder", visit.job.number)
    assert (told["on_my_way_at"], told["arrived_at"]) == (None, None)


def test_a_visit_says_what_it_is_for_and_from_when_until_when_done_counts() -> None:
    job, removal = accepted_job(), accepted_job(name="Ann Other", kind="removal")
    coming = booked(job, 1, kind="staging")
    booked(removal, 1, hour=2, kind="utility_visit")
    pack = pack_of()
    told = {(visit["job"], visit["kind"]): visit for visit in pack["appointments"]}
    assert pack["zone"] == "America/Los_Angeles"
    staging = told[job.number, "staging"]
    assert datetime.fromisoformat(staging["done_from"]) == coming.starts_at
    assert (staging["undo_until"], staging["offers"]) == (None, ["staging"])
    assert told[removal.number, "utility_visit"]["offers"] == []


def test_a_visit_done_today_says_until_when_that_can_be_undone() -> None:
    visit = on_site(accepted_job(), hours_ago=0)
    appointments.finish_appointment(appointment=visit, by=someone("asa"))
    (told,) = pack_of()["appointments"]
    assert told["offers"] == ["survey"]
    assert datetime.fromisoformat(told["undo_until"]) == midnight(timezone.localdate() + timedelta(days=1))


def test_a_job_says_for_which_forms_it_is_not_ready() -> None:
    job = booked(accepted_job(), 0).job
    assert pack_of()["jobs"][job.number]["not_ready"] == {
        "installation": "Not yet: the city's permit and the signed contract are not recorded."
    }
    for milestone in (Milestone.SURVEYED, Milestone.ELIGIBLE, Milestone.AGREED, Milestone.PERMIT_ISSUED):
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(9), by=someone("olive"))
    assert pack_of()["jobs"][job.number]["not_ready"] == {}
    differs = "The contract was called off: have a new one signed"
    open_items.add(job=job, party="office", what=differs, key=f"{MUST_AGREE}contract", by=someone("olive"))
    assert pack_of()["jobs"][job.number]["not_ready"] == {
        "installation": f"Not yet: “{differs}” is still open."
    }
    Job.objects.filter(pk=job.pk).update(cancelled_on=days_ago(1), cancelled_because="no_answer")
    said = pack_of()["jobs"][job.number]["not_ready"]
    assert set(said) == {"survey", "installation", "staging"}
    assert all(words.startswith("This job was cancelled on") for words in said.values())


def test_a_job_says_how_to_get_in_and_whom_to_call() -> None:
    company()
    job = booked(accepted_job(), 0).job
    Site.objects.update(gate_note="Code 4711", dog_note="Rex", access_note="Side yard")
    people.add_person(job=job, name="Bo Ito", roles=("helper",), phone="562-555-0143", by=someone("olive"))
    people.edit_person(person=job.people.get(name="Hana Ito"), language="es", by=someone("olive"))
    search.refer(job=job, kind="permit", value="E-2026-7")
    file_upload(job=job, kind="permit", file=paper("permit"), by=someone("olive"))
    file_upload(job=job, kind="contract", file=paper("contract"), by=someone("olive"))
    pack = pack_of()
    told = pack["jobs"][job.number]
    assert (told["gate"], told["dog"], told["access"]) == ("Code 4711", "Rex", "Side yard")
    assert (told["homeowner"], told["language"], told["permit_numbers"]) == ("Hana Ito", "es", ["E-2026-7"])
    assert {phone["dial"] for phone in told["phones"]} == {"tel:+15625550142", "tel:+15625550143"}
    assert [(phone["name"], phone["phone"]) for phone in told["phones"]] == [
        ("Hana Ito", "562-555-0142"),
        ("Bo Ito", "562-555-0143"),
    ]
    assert {"owner", "account_holder"} <= set(told["people"][0]["roles"])
    assert told["navigation"].endswith("destination=418+Alder+Court%2C+Whittier+90601")
    assert told["sentence"]
    (permit,) = told["papers"]
    client = Client()
    client.force_login(someone("asa"))
    file = client.get(permit["url"])
    assert len(b"".join(file.streaming_content)) == permit["size"]
    assert pack["company"] == {
        "name": "KiloWire",
        "phone": "562-555-0100",
        "dial": "tel:+15625550100",
    }
    assert pack["person"] == {"id": someone("asa").pk, "name": "Asa"}


def test_photos_say_what_the_office_said_of_them() -> None:
    job, olive = booked(accepted_job(), 0).job, someone("olive")
    held, accepted, rejected, replaced = (
        photos.file_photo(job=job, slot="seal", file=photo(words), by=olive) for words in "abcd"
    )
    photos.accept_photo(photo=accepted, by=olive)
    photos.reject_photo(photo=rejected, because="Blurred", by=olive)
    photos.file_photo(job=job, slot="seal", file=photo("e"), by=olive, replaces=replaced.pk)
    photo_requests.ask_for_photo(job=job, slot="other", because="The gate", by=olive)
    told = pack_of()["jobs"][job.number]
    states = {each["id"]: (each["state"], each["because"]) for each in told["photos"]}
    assert states[str(held.pk)] == ("held", "")
    assert states[str(accepted.pk)] == ("accepted", "")
    assert states[str(rejected.pk)] == ("rejected", "Blurred")
    assert states[str(replaced.pk)] == ("replaced", "")
    assert [(each["slot"], each["because"]) for each in told["asked_photos"]] == [("other", "The gate")]


def test_the_installation_begins_from_what_stands() -> None:
    job = records.signed(_eligible())
    on_site(job, "survey")
    assert pack_of()["jobs"][job.number]["forms"]["installation"] == {"fields": {}}
    InstallationRecord.objects.create(
        job=job, recorded_by=someone("cruz"), **records.installation_facts(days_ago(1))
    )
    fields = pack_of()["jobs"][job.number]["forms"]["installation"]["fields"]
    assert fields["circuit_amps"]["value"] == 60
    assert fields["installed_on"]["value"] == days_ago(1).isoformat()
    rows = [{"terminal": f"Breaker L{n}", "specified": "45", "measured": "45"} for n in (1, 2)]
    assert fields["torque_readings"]["value"] == rows
    assert all(field["base"] for field in fields.values())
    assert "note" not in fields


def test_a_removal_has_neither_installation_nor_staging() -> None:
    job = booked(accepted_job(kind="removal"), 0).job
    assert pack_of()["jobs"][job.number]["forms"] == {}


def test_it_carries_forms_slots_and_consents() -> None:
    pack = pack_of()
    assert [form["version"] for form in pack["forms"]] == ["installation/2026-11", "staging/2026-11"]
    assert set(pack["slots"]) == set(PhotoSlot.values)
    assert {consent["paper"]: consent["signer_role"] for consent in pack["consents"]} == {
        "survey": "",
        "authorization": "account_holder",
    }
    assert all(consent["en"] and consent["es"] and consent["version"] for consent in pack["consents"])


def test_nothing_new_is_not_sent_again() -> None:
    booked(accepted_job(), 0)
    client = Client()
    client.force_login(someone("asa"))
    first = client.get(reverse("field:pack"))
    again = client.get(reverse("field:pack"), headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first.headers["Cache-Control"] == "no-store"
    Site.objects.update(gate_note="New code")
    changed = client.get(reverse("field:pack"), headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_it_holds_nobody_elses_jobs() -> None:
    booked(accepted_job(), 0)
    pack = pack_of("strand")
    assert (pack["appointments"], pack["jobs"]) == ([], {})
    assert "Hana" not in json.dumps(pack)


def test_ten_jobs_cost_what_one_does() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            pack_of()
        return len(asked)

    company()
    _furnished(0)
    pack_of()
    one = cost()
    for number in range(1, 10):
        _furnished(number)
    assert len(pack_of()["jobs"]) == 10
    assert cost() == one


def _furnished(number: int) -> None:
    job = booked(accepted_job(name=f"Caller {number}"), 0, hour=number).job
    photos.file_photo(job=job, slot="seal", file=photo(), by=someone("olive"))
    photo_requests.ask_for_photo(job=job, slot="other", because="The gate", by=someone("olive"))
    file_upload(job=job, kind="permit", file=paper(), by=someone("olive"))
    search.refer(job=job, kind="permit", value=f"E-{number}")


def _eligible() -> Job:
    company()
    job = accepted_job()
    for milestone in (Milestone.SURVEYED, Milestone.ELIGIBLE):
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(45), by=someone("olive"))
    return job


def test_every_form_names_what_it_asks() -> None:
    for kind in field_forms.NEWEST:
        form = field_forms.form_of(kind)
        named = [name for section in form["sections"] for name in section["items"]]
        assert {name for name in named if ":" not in name} == set(form["items"])
        assert {name[6:] for name in named if name.startswith("photo:")} == set(form["slots"])
        assert set(form["slots"]) <= set(PhotoSlot.values)
        cards = {card["name"]: card for card in form["cards"]}
        assert {name[5:] for name in named if name.startswith("card:")} == set(cards)
        assert all(set(card["sets"]) <= set(form["items"]) for card in cards.values())
        words = [part["label"] for part in (*form["items"].values(), *form["slots"].values())]
        assert all(word["en"] and word["es"] for word in words)


def test_the_installation_form_asks_for_every_column_of_the_record() -> None:
    own = {"id", "job", "lead", "recorded_by", "recorded_at"}
    columns = {field.name for field in InstallationRecord._meta.get_fields()} - own
    assert set(field_forms.columns_of("installation")) == columns
    for name, item in field_forms.columns_of("installation").items():
        longest = InstallationRecord._meta.get_field(name).max_length
        assert item["type"] != "text" or item["most"] == longest
