"""The installation tab offers what can be done: the record once nothing is missing, else what is missing."""

from __future__ import annotations

import pytest

from jobs.installation.services import installations
from jobs.models import Job
from permits.models import Permit
from permits.services.editing import undo_issue
from tests.builders import records
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import booked, days_ago
from tests.builders.permits import agreed_job, permit_issued
from tests.journeys.forms_on_page import read_page

pytestmark = pytest.mark.django_db
NOT_YET = "Not yet: the city&#x27;s permit is not recorded"


def tab(job: Job, who: str) -> str:
    return signed_in(who).get(f"/jobs/{job.number}/installation/").content.decode()


def offers(html: str, job: Job, what: str) -> bool:
    return f"/jobs/{job.number}/installation/{what}/" in read_page(html)[1]


def test_without_the_permit_the_record_is_refused_and_the_permit_is_offered() -> None:
    job = agreed_job()
    html = tab(job, "olive")
    assert not offers(html, job, "record")
    assert NOT_YET in html
    assert f'<a class="btn btn-primary" href="/jobs/{job.number}/permit/next/">' in html


def test_a_technician_reads_why_and_is_led_nowhere() -> None:
    job = agreed_job()
    booked(job)
    html = tab(job, "asa")
    assert not offers(html, job, "record")
    assert NOT_YET in html
    assert "/permit/next/" not in html


def test_a_permit_undone_after_the_record_takes_the_finish_back() -> None:
    job = permit_issued().job
    booked(job, kind="installation")
    assert offers(tab(job, "olive"), job, "record")
    installations.record_installation(job=job, by=someone("cruz"), **records.installation_facts(days_ago(20)))
    assert offers(tab(job, "olive"), job, "finish")
    undo_issue(permit=Permit.objects.get(), because="Another house's.", by=someone("olive"))
    html = tab(job, "olive")
    assert not offers(html, job, "finish")
    assert NOT_YET in html
