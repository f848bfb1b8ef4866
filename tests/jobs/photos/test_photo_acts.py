"""The office's word on photos: all that wait in one press, another photo asked for and taken back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobs.models import Event, Job, OpenItem, Photo, PhotoRequest
from jobs.photos.services import photos
from tests.builders.cast import signed_in, someone
from tests.builders.files import photo
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db


def filed(job: Job, slot: str = "meter_face") -> Photo:
    return photos.file_photo(job=job, slot=slot, file=photo(slot), by=someone("asa"))


def asked(job: Job, **typed: str) -> PhotoRequest:
    words = {"slot": "seal", "because": "The ring whole, with its number", **typed}
    assert signed_in().post(f"/jobs/{job.number}/photos/ask/", words).status_code == 302
    return PhotoRequest.objects.of(job).order_by("-pk")[0]


def test_all_that_wait_on_the_page_are_accepted_in_one_press() -> None:
    job, other = accepted_job(), accepted_job()
    first, second, refused, theirs = filed(job), filed(job, "seal"), filed(job, "socket_ring"), filed(other)
    photos.reject_photo(photo=refused, because="Dark", by=someone("olive"))
    client, tab = signed_in("owen"), f"/jobs/{job.number}/photos/"
    assert [each.pk for each in client.get(tab).context["waiting"]] == [first.pk, second.pk]
    came_later = filed(job, "panel_label")
    shown = [first.pk, second.pk, refused.pk, theirs.pk, "nonsense"]
    assert client.post(f"{tab}accept/", {"photo": shown}).url == tab
    accepted = Photo.objects.filter(accepted_on__isnull=False)
    assert {(each.pk, each.judged_by.name) for each in accepted} == {(first.pk, "Owen"), (second.pk, "Owen")}
    assert [each.pk for each in client.get(tab).context["waiting"]] == [came_later.pk]


def test_another_photo_is_asked_for_and_stands_at_the_top_until_it_comes() -> None:
    job = accepted_job()
    on_site(job)
    asked(job)
    tab = f"/jobs/{job.number}/photos/"
    for who in ("olive", "asa"):
        page = signed_in(who).get(tab).content.decode()
        assert page.index("The ring whole, with its number") < page.index("By what they show")
    assert "No longer wanted" not in signed_in("asa").get(tab).content.decode()
    assert OpenItem.objects.of(job).open().filter(party="field", act="jobs:photos").count() == 1
    filed(job, "seal")
    assert list(signed_in().get(tab).context["asked"]) == []
    assert not OpenItem.objects.of(job).open().filter(act="jobs:photos").exists()
    assert Event.objects.of(job).filter(sentence="Photo asked for: utility's seal").count() == 1


@pytest.mark.parametrize("typed", [{"because": ""}, {"slot": "nothing"}])
def test_a_photo_that_nobody_could_take_is_not_asked_for(typed: dict[str, str]) -> None:
    job = accepted_job()
    words = {"slot": "seal", "because": "The ring, not the label", **typed}
    answer = signed_in().post(f"/jobs/{job.number}/photos/ask/", words)
    assert answer.status_code == 422
    assert words["because"] in answer.content.decode()
    assert not PhotoRequest.objects.exists()


def test_what_was_asked_for_is_taken_back_once() -> None:
    job, client = accepted_job(), signed_in()
    url = f"/jobs/{job.number}/photos/asked/{asked(job).pk}/withdraw/"
    assert client.post(url).url == f"/jobs/{job.number}/photos/"
    assert not PhotoRequest.objects.of(job).open().exists()
    assert "This photo is no longer asked for." in client.post(url, follow=True).content.decode()
    assert client.post(url.replace(job.number, accepted_job().number)).status_code == 404


def test_the_word_on_photos_is_the_offices() -> None:
    job = accepted_job()
    on_site(job)
    row, here = asked(job), f"/jobs/{job.number}/photos/"
    for url in (f"{here}accept/", f"{here}ask/", f"{here}asked/{row.pk}/withdraw/"):
        assert signed_in("asa").post(url).status_code == 403
        assert Client().post(url).url.startswith("/accounts/login/")
    assert signed_in().get("/jobs/KW-9999/photos/ask/").status_code == 404
    assert signed_in().post(f"{here}accept/", {"photo": str(uuid4())}).status_code == 302


def test_the_tab_asks_the_same_number_of_questions_for_1_and_20_rows() -> None:
    job, client = accepted_job(), signed_in()
    tab = f"/jobs/{job.number}/photos/"

    def questions() -> int:
        with CaptureQueriesContext(connection) as some:
            client.get(tab)
        return len(some)

    filed(job)
    asked(job)
    questions()
    few = questions()
    for number in range(19):
        filed(job)
        asked(job, because=f"Number {number}")
    assert questions() == few
