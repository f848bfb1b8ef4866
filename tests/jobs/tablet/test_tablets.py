"""The page of the tablets: what each still holds, old queues on Today, and the order to forget."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.brought_in.services.tablet_zips import bring_in
from jobs.models import Job, Photo, Tablet, TabletZip
from jobs.tablet.old_queues import a_working_day_before
from jobs.tablet.services.tablets import Contact, record_contact
from jobs.tablet.views.tablet_rows import what_is_held
from tests.builders.cast import signed_in, someone
from tests.builders.files import not_a_paper, photo
from tests.builders.from_tablets import on_site, sha256
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db


def held(job: Job, what: str = "meter_face", *, days: float = 0, **more: Any) -> dict[str, Any]:
    since = timezone.now() - timedelta(days=days)
    row = {"job": job.number, "kind": "survey", "what": what, "since": since.isoformat(), "state": "queued"}
    return {**row, **more}


def heard_from(*rows: dict[str, Any], who: str = "asa", **more: Any) -> Tablet:
    contact = Contact(tablet=uuid4(), label="Android", app="0123456789abcdef", held=rows, **more)
    record_contact(contact=contact, user=someone(who))
    return Tablet.objects.get(pk=contact.tablet)


def test_the_page_is_the_offices_alone() -> None:
    tablet = heard_from()
    for page in ("/tablets/", f"/tablets/{tablet.pk}/forget/"):
        assert [signed_in(who).get(page).status_code for who in ("owen", "olive", "asa")] == [200, 200, 403]
        assert Client().get(page).url.startswith("/accounts/login/")
    assert signed_in().get(f"/tablets/{uuid4()}/forget/").status_code == 404


def test_the_page_says_what_each_tablet_holds_the_oldest_first() -> None:
    job, other = accepted_job(name="Hana Ito"), accepted_job(name="Bo Berg")
    heard_from(who="cruz", room_mb=5000, keeps_storage=True)
    rows = (
        held(job, days=9),
        held(job, "seal", days=8),
        held(job, "draft"),
        held(other, "signature: survey"),
    )
    late = heard_from(*rows, room_mb=120, keeps_storage=False)
    fresh = heard_from(held(other, "form", state="blocked"))
    shown = signed_in().get("/tablets/").context["rows"]
    assert [row["pk"] for row in shown[:2]] == [late.pk, fresh.pk]
    first, second, third = shown
    assert (first["unsent"], first["old"], first["little_room"]) == ("4 things unsent", True, True)
    assert [(each["number"], each["name"], each["what"]) for each in first["jobs"]] == [
        (job.number, "Hana Ito", "2 photos and 1 survey begun"),
        (other.number, "Bo Berg", "1 signature"),
    ]
    assert (second["old"], second["jobs"][0]["aside"]) == (
        False,
        "1 was refused: the technician has to look",
    )
    assert (third["person"], third["unsent"], third["room"], third["keeps"]) == (
        "Cruz",
        "",
        "4.9 GB left",
        "kept",
    )


def test_the_page_asks_the_same_number_of_questions_for_1_and_20_tablets() -> None:
    client = signed_in()
    heard_from(held(accepted_job(), days=9))
    client.get("/tablets/")
    with CaptureQueriesContext(connection) as few:
        client.get("/tablets/")
    for _ in range(19):
        heard_from(held(accepted_job(), days=9))
    with CaptureQueriesContext(connection) as many:
        client.get("/tablets/")
    assert len(many) == len(few)


def test_what_is_held_is_counted_by_kind() -> None:
    step = {"kind": "step", "what": "arrived"}
    record = {"kind": "installation", "what": "form"}
    unknown = {"kind": "", "what": ""}
    assert (
        what_is_held([step, step, record, unknown]) == "2 steps of a visit, 1 installation record and 1 form"
    )


def test_today_shows_queues_older_than_a_working_day() -> None:
    heard_from(held(accepted_job()))
    client = signed_in()
    assert "tablet" not in {shown.line.kind for shown in client.get("/").context["list"].lines}
    heard_from(held(accepted_job(), days=6))
    (line,) = (each.line for each in client.get("/").context["list"].lines if each.line.kind == "tablet")
    assert "Asa's Android" in line.what
    assert line.detail.startswith("1 thing unsent since")
    assert line.url == "/tablets/"


@pytest.mark.parametrize(
    ("now", "old"),
    [
        ("2026-11-19 10:00", "2026-11-18 10:00"),
        ("2026-11-23 10:00", "2026-11-20 10:00"),
        ("2026-11-22 10:00", "2026-11-20 10:00"),
        ("2026-11-27 08:30", "2026-11-25 08:30"),
    ],
)
def test_a_queue_is_old_once_a_working_day_has_passed_over_it(now: str, old: str) -> None:
    here = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("America/Los_Angeles"))
    assert f"{a_working_day_before(here):%Y-%m-%d %H:%M}" == old


def test_a_tablet_is_told_to_forget_once_all_is_sent_and_the_order_is_taken_back() -> None:
    tablet, client = heard_from(held(accepted_job())), signed_in()
    assert client.post(f"/tablets/{tablet.pk}/forget/", {"how": "when_sent"}).url == "/tablets/"
    row = client.get("/tablets/").context["rows"][0]
    assert (row["order"], row["ordered_by"]) == ("To forget once all is sent, at its next contact", "Olive")
    assert client.post(f"/tablets/{tablet.pk}/keep/").url == "/tablets/"
    tablet.refresh_from_db()
    assert (tablet.forget, tablet.forget_asked_at) == ("", None)
    again = client.post(f"/tablets/{tablet.pk}/keep/", follow=True)
    assert "This tablet has no order to forget." in again.content.decode()


def test_at_once_asks_the_office_how_much_is_lost() -> None:
    tablet = heard_from(held(accepted_job()), held(accepted_job(), "seal"))
    client, url = signed_in(), f"/tablets/{tablet.pk}/forget/"
    for typed in ({"how": "at_once"}, {"how": "at_once", "losing": "1"}, {"how": ""}):
        assert client.post(url, typed).status_code == 422
    answer = client.post(url, {"how": "at_once", "losing": "3"})
    assert "2 unsent things would be lost: type 2, or let the owner decide." in answer.content.decode()
    tablet.refresh_from_db()
    assert tablet.forget == ""
    assert client.post(url, {"how": "at_once", "losing": "2"}).status_code == 302
    tablet.refresh_from_db()
    assert (tablet.forget, tablet.forget_asked_by) == ("at_once", someone("olive"))


def test_at_once_is_the_owners_to_say() -> None:
    tablet = heard_from(held(accepted_job()))
    assert signed_in("owen").post(f"/tablets/{tablet.pk}/forget/", {"how": "at_once"}).status_code == 302
    tablet.refresh_from_db()
    assert tablet.forget == "at_once"


def test_the_page_says_what_became_of_an_order() -> None:
    tablet, client = heard_from(), signed_in()
    client.post(f"/tablets/{tablet.pk}/forget/", {"how": "at_once"})
    record_contact(contact=Contact(tablet=tablet.pk), user=someone("asa"))
    assert client.get("/tablets/").context["rows"][0]["order"] == "To forget at once, it knows"
    record_contact(contact=Contact(tablet=tablet.pk, forgot=True), user=someone("asa"))
    row = client.get("/tablets/").context["rows"][0]
    assert row.get("order") is None
    assert "Forgot what was on it" in client.get("/tablets/").content.decode()


def a_zip(job: Job, *, with_its_file: bool = True) -> SimpleUploadedFile:
    """An export of Asa's with one photo of the meter."""
    file, pk = photo("from the zip"), str(uuid4())
    said = {"id": pk, "type": "photo", "job": job.number, "kind": "survey", "slot": "meter_face"}
    item = {**said, "person": someone("asa").pk, "sha256": sha256(file)}
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("queue.json", json.dumps({"tablet": str(uuid4()), "items": [item]}))
        if with_its_file:
            archive.writestr(f"blobs/{pk}", file.open().read())
    return SimpleUploadedFile("queue.zip", buffer.getvalue())


def brought(file: SimpleUploadedFile) -> list[tuple[str, int]]:
    file.open()
    answer = signed_in().post("/tablets/bring-in/", {"file": file})
    assert answer.status_code == 302
    bring_in(TabletZip.objects.latest("id").pk)
    page = signed_in().get(answer["Location"])
    return [(group["title"], len(group["rows"])) for group in page.context["groups"]]


def test_an_export_is_brought_in_once_and_the_page_shows_the_result() -> None:
    job = accepted_job()
    on_site(job)
    file = a_zip(job)
    assert brought(file) == [("Taken", 1)]
    assert brought(file) == [("Held already", 1)]
    assert Photo.objects.of(job).get().taken_by == someone("asa")
    assert brought(a_zip(job, with_its_file=False)) == [("Refused", 1)]


def test_what_is_no_export_comes_back_with_the_reason() -> None:
    answer = signed_in().post("/tablets/bring-in/", {"file": not_a_paper()})
    assert (answer.status_code, "no export of a tablet" in answer.content.decode()) == (422, True)
    assert signed_in().post("/tablets/bring-in/", {}).status_code == 422


def test_bringing_in_is_the_offices() -> None:
    assert [signed_in(who).get("/tablets/bring-in/").status_code for who in ("owen", "asa")] == [200, 403]
    assert Client().post("/tablets/bring-in/").url.startswith("/accounts/login/")
