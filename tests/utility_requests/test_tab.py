"""The utility's tab of a job: what stands in every state, in the words of its kind."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.builders.cast import signed_in, someone
from tests.builders.jobs import booked, days_ago
from tests.builders.utility_requests import (
    adapter_set,
    came_unannounced,
    contracted_job,
    fee_paid,
    fresh,
    packet_complete,
    prepared,
    request_of,
    submitted_job,
    visit_failed,
    window_given,
)
from tests.questions import questions
from tests.utility_requests.desk_pages import tab, url, words
from utility_requests.models import SiteVisit
from utility_requests.services.answers import end_request
from utility_requests.services.approvals import waive_approval

pytestmark = pytest.mark.django_db


def test_a_technician_reads_the_tab_of_their_own_jobs_and_may_do_nothing_on_it() -> None:
    job = visit_failed()
    assert signed_in("asa").get(url("utility_request", job)).status_code == 404
    booked(job, kind="staging")
    html = signed_in("asa").get(url("utility_request", job)).content.decode()
    assert "Visit readiness" in html
    assert url("record_outcome", job, 2) not in html
    assert url("look_again", job) not in html
    assert signed_in("asa").post(url("look_again", job)).status_code == 403


def test_the_tab_says_what_stands_in_every_state() -> None:
    assert "No application yet" in tab(contracted_job())
    assert "3 open" in tab(prepared().job)
    job = submitted_job()
    assert "typical, not guaranteed" in tab(job)
    waived = submitted_job()
    waive_approval(request=request_of(waived), because="none is sent", by=someone("olive"))
    assert "proceeded without it" in tab(waived)
    end_request(
        request=request_of(job),
        ended_as="returned",
        on=days_ago(2),
        because="wrong meter",
        by=someone("olive"),
    )
    assert "wrong meter" in tab(job)
    assert "Prepare the application" in tab(job)
    assert "Record SCE visit" in tab(window_given().visit.job)
    assert "may be charged" in tab(visit_failed())
    assert "Adapter set" in tab(adapter_set())
    assert "no window of that day was given" in tab(came_unannounced(packet_complete().job).job)


def test_replacement_and_removal_have_their_own_words() -> None:
    removal = tab(prepared(contracted_job(kind="removal")).job)
    assert "nothing goes in" in removal
    assert "Rebate" not in removal
    assert "one visit or two" in tab(prepared(contracted_job(kind="replacement")).job)


def test_each_missing_line_of_the_packet_leads_to_where_it_is_supplied() -> None:
    job = prepared().job
    html = signed_in().get(url("utility_request", job)).content.decode()
    for address in (
        url("sign", job),
        url("record_fee", job, 1),
        reverse("jobs:edit_account", args=[job.number]),
        reverse("jobs:installation", args=[job.number]),
    ):
        assert f'href="{address}">' in html
    sent = signed_in().get(url("utility_request", submitted_job())).content.decode()
    assert "sent, and frozen as it was" in sent


def test_codes_and_the_ended_credit_are_never_on_the_page() -> None:
    job = visit_failed(reasons=["F1", "F4"])
    html = signed_in().get(url("utility_request", job)).content.decode()
    assert 'title="F4"' in html
    assert not re.search(r"\bF[1-8]\b", words(html))
    assert not re.search(r"\b30C\b|tax credit|federal", html, re.IGNORECASE)
    assert "not indicated, ask" in words(html)


def test_two_fees_and_one_wasted_visit_stand_in_the_ledger() -> None:
    job = visit_failed()
    fee_paid(job, paid_on=days_ago(8))
    page = tab(job)
    assert "$558.44" in page
    assert "1 visit wasted" in page


def test_the_tab_asks_as_many_questions_for_many_visits_as_for_one() -> None:
    job = visit_failed()
    few = questions(signed_in(), url("utility_request", job))
    for day in (8, 6, 4):
        window_given(fresh(job), starts_on=days_ago(day), given_on=days_ago(day + 1))
        came_unannounced(fresh(job), "failed", on=days_ago(day), reasons=["F1", "F3", "F8"])
    assert SiteVisit.objects.of(job).standing().count() == 5
    assert questions(signed_in(), url("utility_request", job)) == few
