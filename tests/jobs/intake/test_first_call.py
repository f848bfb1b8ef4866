"""The first call becomes a job; what is alike is asked about once."""

from __future__ import annotations

import pytest

from jobs.models import Job
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import opened_job, sce, whittier

pytestmark = pytest.mark.django_db


def first_call(**new: object) -> dict[str, object]:
    given = {
        "kind": "installation",
        "name": "Hana Ito",
        "phone": "562-555-0142",
        "language": "en",
        "street": "418 Alder Court",
        "city": "Whittier",
        "postal_code": "90601",
        "jurisdiction": whittier().pk,
        "utility": sce().pk,
        "dog_note": "Rex",
    }
    return {**given, **new}


def test_the_first_call_becomes_a_job() -> None:
    answer = signed_in().post("/jobs/new/", first_call())
    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.number}/"
    assert (job.site.dog_note, job.opened_by) == ("Rex", someone("olive"))


def test_a_first_call_that_lacks_something_comes_back_filled() -> None:
    answer = signed_in().post("/jobs/new/", first_call(postal_code="9060", name=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Five digits, such as 90601." in page
    assert 'value="418 Alder Court"' in page


def test_a_call_that_looks_like_an_open_job_is_asked_about_once() -> None:
    job = opened_job()
    client = signed_in()
    answer = client.post("/jobs/new/", first_call(name="H. Ito"))
    assert answer.status_code == 422
    assert job.number in answer.content.decode()
    assert "This is another job" in answer.content.decode()
    assert client.post("/jobs/new/", first_call(another="on")).status_code == 302
    assert Job.objects.count() == 2


def test_jobs_alike_are_named_while_the_call_goes_on() -> None:
    job = opened_job()
    client = signed_in()
    by_phone = client.get("/jobs/new/alike/", {"phone": "(562) 555-0142"}).content.decode()
    by_address = client.get(
        "/jobs/new/alike/", {"street": "418 Alder", "postal_code": "90601"}
    ).content.decode()
    assert job.number in by_phone
    assert job.number in by_address
    assert (
        job.number
        not in client.get("/jobs/new/alike/", {"street": "99 Elm", "postal_code": "90601"}).content.decode()
    )
