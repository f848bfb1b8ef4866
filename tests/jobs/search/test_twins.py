"""Two jobs under way for one meter, account or permit: said on both, and worked out when a page is read."""

from __future__ import annotations

from typing import Any

import pytest

from jobs.intake.services.claims import link_claim
from jobs.intake.services.second_meter import link_second_meter
from jobs.models import Claim, Event, Job, ReferenceKind
from jobs.search.services.search import refer
from jobs.search.services.twins import all_twins, twins_of
from kilowire.floor.refusals import Refused
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, booked, days_ago, ladwp, whittier

pytestmark = pytest.mark.django_db
METER, ACCOUNT, PERMIT = ReferenceKind.METER, ReferenceKind.ACCOUNT, ReferenceKind.PERMIT


def job_with(kind: str, value: str, **new: Any) -> Job:
    job = accepted_job(**new)
    refer(job=job, kind=kind, value=value, source="test")
    return job


def twins(job: Job, who: str = "olive") -> list[str]:
    return [twin.sentence for twin in twins_of(Job.objects.for_page().get(pk=job.pk), someone(who))]


@pytest.mark.parametrize(
    ("kind", "word"), [(METER, "meter"), (ACCOUNT, "utility account"), (PERMIT, "permit number")]
)
def test_two_jobs_under_way_with_one_number_say_so_on_both(kind: str, word: str) -> None:
    one, other = job_with(kind, "222-014-7781"), job_with(kind, "222 014 7781")
    events = Event.objects.count()
    assert twins(one) == [f"One {word}, 222-014-7781, with KW-1002"]
    assert twins(other) == [f"One {word}, 222 014 7781, with KW-1001"]
    assert set(all_twins()) == {one.pk, other.pk}
    client = signed_in()
    for here, there in ((one, other), (other, one)):
        page = client.get(f"/jobs/{here.number}/history/?show=all").content.decode()
        assert f'href="/jobs/{there.number}/"' in page
        assert f"One {word}," in page
    today = client.get("/").content.decode()
    assert f"One {word}, 222 014 7781, with KW-1001" in today
    listed = client.get("/jobs/?state=odd").content.decode()
    assert (one.number in listed, other.number in listed) == (True, True)
    assert Event.objects.count() == events


def test_who_are_no_twins() -> None:
    job = job_with(METER, "1")
    job_with(METER, "2")
    job_with(ACCOUNT, "1")
    job_with(METER, "1", utility=ladwp())
    cancelled = job_with(METER, "1")
    Job.objects.filter(pk=cancelled.pk).update(cancelled_on=days_ago(1), cancelled_because="price")
    refer(job=job, kind=PERMIT, value="E-1", source="test")
    elsewhere = whittier()
    elsewhere.pk, elsewhere.key, elsewhere.name = None, "downey", "City of Downey"
    elsewhere.save(force_insert=True)
    job_with(PERMIT, "E-1", jurisdiction=elsewhere)
    assert (twins(job), all_twins()) == ([], {})


def test_a_job_that_answers_a_claim_is_no_twin() -> None:
    one, other = job_with(METER, "1"), job_with(METER, "1")
    claim = Claim.objects.create(job=one, reported_on=days_ago(1), reported_by="Hana", what="Hums")
    link_claim(job=other, answers_claim=claim, because="The claim", by=someone("olive"))
    assert (twins(one), twins(other), all_twins()) == ([], [], {})


def test_a_second_meter_shares_account_and_permit_and_never_the_meter() -> None:
    one, other = job_with(ACCOUNT, "700-1"), job_with(ACCOUNT, "700-1")
    client, olive = signed_in(), someone("olive")
    address = f"/jobs/{other.number}/second-meter/"
    assert address in client.get(f"/jobs/{other.number}/").content.decode()
    typed = {"second_meter_of": one.pk, "because": "A duplex"}
    assert client.post(address, {**typed, "because": ""}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert (twins(one), twins(other)) == ([], [])
    third = job_with(ACCOUNT, "700-1")
    assert len(twins(third)) == 2
    link_second_meter(job=third, second_meter_of=one, because="A third", by=olive)
    assert (twins(third), twins(other), all_twins()) == ([], [], {})
    for job in (one, other):
        refer(job=job, kind=METER, value="9", source="test")
    assert twins(one) == ["One meter, 9, with KW-1002"]
    other = Job.objects.get(pk=other.pk)
    with pytest.raises(Refused, match="linked to it already"):
        link_second_meter(job=one, second_meter_of=other, because="Twice", by=olive)
    link_second_meter(job=other, second_meter_of=None, because="It is not", by=olive)
    assert "One utility account, 700-1, with KW-1002" in twins(one)


def test_a_technician_sees_no_twin_on_a_job_of_others() -> None:
    one, other = job_with(METER, "1"), job_with(METER, "1")
    booked(one, "asa")
    assert twins(one, "asa") == []
    booked(other, "asa", days=4)
    assert twins(one, "asa") == ["One meter, 1, with KW-1002"]
