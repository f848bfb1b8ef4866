"""The account number that the survey reads off the bill: it reaches the utility account, with who read it."""

from __future__ import annotations

from typing import Any

import pytest

from assessments.services.survey import record_place
from jobs.models import Job, OpenItem, UtilityAccount
from jobs.people.services.utility_accounts import edit_utility_account
from tests.builders.cast import signed_in, someone
from tests.builders.field_surveys import job_on_site, take_survey
from tests.builders.from_tablets import field
from tests.builders.jobs import accepted_job, days_ago

pytestmark = pytest.mark.django_db


def account_of(job: Job) -> UtilityAccount:
    return UtilityAccount.objects.select_related("bill_checked_by").get(job=job)


def read_off_the_bill(job: Job, number: str, **more: Any) -> UtilityAccount:
    record_place(job=job, by=someone("asa"), on=days_ago(3), account_number=number, **more)
    return account_of(job)


def test_it_is_taken_over_once_with_who_read_it_and_never_the_meters_number() -> None:
    job = accepted_job()
    account = read_off_the_bill(job, "700-1", meter_number="222-014-7781")
    assert (account.account_number, account.bill_checked_on) == ("700-1", days_ago(3))
    assert account.bill_checked_by == someone("asa")
    assert account.meter_number == ""
    page = signed_in().get(f"/jobs/{job.number}/").content.decode()
    assert "700-1" in page
    assert ", Asa</dd>" in page


def test_the_same_number_on_file_is_kept_as_it_was_typed_and_counts_as_compared() -> None:
    job = accepted_job()
    edit_utility_account(job=job, by=someone("olive"), account_number="700 1")
    account = read_off_the_bill(job, "700-1")
    assert (account.account_number, account.bill_checked_by) == ("700 1", someone("asa"))
    assert not OpenItem.objects.of(job).open().exists()


def test_another_number_on_file_stays_until_the_office_says_which_is_right() -> None:
    job = accepted_job()
    edit_utility_account(job=job, by=someone("olive"), account_number="700-9")
    assert read_off_the_bill(job, "700-1").account_number == "700-9"
    asked = OpenItem.objects.of(job).open().get()
    assert asked.what == "Look which account number is right: Asa read 700-1 off the bill, on file is 700-9"
    assert asked.act == "jobs:edit_account"
    edit_utility_account(job=job, by=someone("olive"), account_number="700-1", bill_checked_on=days_ago(0))
    assert not OpenItem.objects.of(job).open().exists()
    assert account_of(job).bill_checked_by == someone("olive")


def test_a_tablet_sends_it_and_leaves_it_empty_where_there_is_no_bill() -> None:
    job = job_on_site()
    take_survey(job, {"account_number": field("")})
    assert account_of(job).bill_checked_on is None
    take_survey(job, {"account_number": field("700-1")})
    account = account_of(job)
    assert (account.account_number, account.bill_checked_by) == ("700-1", someone("asa"))
