"""A job that answers a warranty claim is linked to it: from the claim, or said later."""

from __future__ import annotations

import pytest

from jobs.intake.services import claims
from jobs.models import Claim, Event, Job
from jobs.warranty.services import warranties
from kilowire.floor.refusals import Refused
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import days_ago, opened_job
from tests.builders.whole_road import closed_job
from tests.journeys.walker import read_answer

pytestmark = pytest.mark.django_db


def claim_on(job: Job) -> Claim:
    facts = {"what": "The charger trips", "reported_by": "Hana Ito", "reported_on": days_ago(0)}
    return warranties.open_claim(job=job, by=someone("olive"), **facts)


def test_a_claim_offers_a_job_that_answers_it() -> None:
    claim, client = claim_on(closed_job()), signed_in()
    tab = client.get(f"/jobs/{claim.job.number}/warranty/").content.decode()
    assert f"/jobs/new/?claim={claim.pk}" in tab
    form = read_answer(client.get("/jobs/new/", {"claim": claim.pk})).form_to("")
    answer = client.post("/jobs/new/", form.filled({}))
    job = Job.objects.exclude(pk=claim.job_id).get()
    assert answer.url.startswith(f"/jobs/{job.number}/")
    assert (job.answers_claim, job.wishes, job.site.street) == (claim, claim.what, claim.job.site.street)
    assert Event.objects.of(job).get(kind="opened").sentence.endswith(f"claim on {claim.job.number}")
    assert claim.job.number in read_answer(client.get(f"/jobs/{job.number}/"))
    assert job.number in read_answer(client.get(f"/jobs/{claim.job.number}/warranty/"))


def test_the_link_is_said_later_and_taken_back() -> None:
    claim, olive = claim_on(closed_job()), someone("olive")
    job = opened_job(street="418 ALDER CT.", postal_code="90601-1234")
    form = read_answer(signed_in().get(f"/jobs/{job.number}/claim-answered/"))
    assert claim.what in form.html
    job = claims.link_claim(job=job, answers_claim=claim, because="They called about it", by=olive)
    assert Job.objects.get(pk=job.pk).answers_claim == claim
    job = claims.link_claim(job=job, answers_claim=None, because="Another house", by=olive)
    assert Job.objects.get(pk=job.pk).answers_claim is None
    said = list(Event.objects.of(job).filter(kind="edited").values_list("sentence", flat=True))
    assert said == ["Answers no warranty claim", f"Answers the warranty claim on {claim.job.number}"]


@pytest.mark.parametrize(
    ("on_itself", "because", "said"),
    [(True, "Same house", "on itself"), (False, "", "Say why"), (False, "Again", "Nothing would change")],
)
def test_a_link_that_says_nothing_is_refused(on_itself: bool, because: str, said: str) -> None:
    claim = claim_on(closed_job())
    job = claim.job if on_itself else opened_job(street="9 Elm")
    given = claim if on_itself or not because else None
    with pytest.raises(Refused, match=said):
        claims.link_claim(job=job, answers_claim=given, because=because, by=someone("olive"))
