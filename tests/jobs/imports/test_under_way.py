"""Jobs that were under way before they were in KiloWire come in with their true days, and nobody is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile

from jobs.imports.columns import guessed
from jobs.imports.services.importing import Import
from jobs.models import Event, Job, Notice, OpenItem
from jobs.road.stages import Milestone
from kilowire.floor.files.opened_tables import open_table
from permits.models import Permit
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import company, days_ago, sce, whittier
from tests.builders.records import ev_adapter
from tests.builders.utility_requests import tariff
from utility_requests.models import SiteVisit, UtilityRequest

pytestmark = pytest.mark.django_db
Row = dict[str, int | str]
HOUSE: Row = {"Street": "12 Elm St", "City": "Whittier", "ZIP": "90601"}
WHO: Row = {"Name": "Ana Cruz", "Email": "ana@home.test", **HOUSE, "Account": "700123", "Meter": "222-1"}


def steps(**days: int | str) -> Row:
    """The columns of these steps; a number is so many days ago."""
    return {name.replace("_", " "): day for name, day in days.items()}


AGREED = steps(accepted=90, surveyed=85, eligible=80, contract_signed=75)
PERMIT = steps(permit_applied=70, permit_number="E12-2026", permit_issued=60)
SENT = steps(application_sent=58, request_number="SR-77", adapter="EV MSA", serial_number="CD-1")
SET = steps(
    utility_approved=40, circuit_installed=30, outage_confirmed_on=28, utility_visit=20, adapter_set=20
)
DONE = steps(final_passed_on=15, inspector="Kay Ruiz", charger_tested_on=12)


def brought_in(*given: Row, dry_run: bool = False) -> Import:
    company(), sce(), whittier(), tariff(), ev_adapter()
    row = {name: value for part in (WHO, *given) for name, value in part.items()}
    written = [f"{days_ago(day):%m/%d/%Y}" if isinstance(day, int) else day for day in row.values()]
    text = f"{','.join(row)}\n{','.join(written)}"
    table = open_table(ContentFile(text.encode(), name="list.csv"))
    one = Import(table, guessed(table.headings), someone("olive"), dry_run=dry_run)
    list(one.bring_in())
    return one


@pytest.mark.parametrize(
    ("parts", "stage", "waits"),
    [
        ((AGREED,), "permit", {}),
        ((AGREED, steps(permit_applied=70)), "permit", {"city": 70}),
        ((AGREED, PERMIT), "utility_application", {"office": 60}),
        ((AGREED, PERMIT, SENT), "utility_application", {"office": 60, "utility": 58, "field": 58}),
        ((AGREED, PERMIT, SENT, SET), "inspection", {"office": 60, "field": 20}),
        ((AGREED, PERMIT, SENT, SET, DONE), "close_out", {"office": 60, "field": 20}),
    ],
)
def test_a_job_comes_in_where_it_stands(parts: tuple[Row, ...], stage: str, waits: dict[str, int]) -> None:
    one = brought_in(*parts)
    assert one.result.refusals == []
    job = Job.objects.get()
    assert (job.stage, job.opened_on, job.accepted_on) == (stage, days_ago(90), days_ago(90))
    oldest: dict[str, date] = {}
    for item in OpenItem.objects.of(job).open().order_by("-since_on"):
        oldest[item.party] = item.since_on
    assert oldest == {party: days_ago(age) for party, age in waits.items()}
    assert not Notice.objects.exists()


def test_every_step_has_its_true_day_and_its_rows_and_every_tab_shows_them() -> None:
    brought_in(AGREED, PERMIT, SENT, SET, DONE)
    job = Job.objects.get()
    days = {Milestone.SURVEYED: 85, Milestone.UTILITY_SUBMITTED: 58, Milestone.ADAPTER_SET: 20}
    assert {step: job.day_of(step) for step in days} == {step: days_ago(day) for step, day in days.items()}
    assert job.may_charge
    permit, request, visit = Permit.objects.get(), UtilityRequest.objects.get(), SiteVisit.objects.get()
    assert (permit.number, permit.issued_on, permit.finaled_on) == ("E12-2026", days_ago(60), days_ago(15))
    assert (request.number, request.submitted_on, request.adapter_serial) == ("SR-77", days_ago(58), "CD-1")
    assert (visit.outcome, visit.happened_on) == ("set", days_ago(20))
    assert Event.objects.filter(job=job, milestone="surveyed", on=days_ago(85)).exists()
    assert Job.objects.matching([["e122026"]]).get() == job
    client = signed_in()
    for tab in ("", "assessment/", "agreement/", "permit/", "utility/", "installation/", "history/"):
        assert client.get(f"/jobs/{job.number}/{tab}").status_code == 200


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((steps(surveyed=85),), "Not yet: the intake is not recorded"),
        ((AGREED, steps(circuit_installed=30)), "the city's permit is not recorded"),
        ((AGREED, steps(permit_issued=30)), "fill the column of the permit number"),
        ((AGREED, PERMIT, SENT, {"adapter": "Unheard of"}), "adapter's model"),
        ((AGREED, PERMIT, SENT, {"Account": ""}), "account number"),
        ((AGREED, steps(utility_approved=30)), "There is no application"),
        ((AGREED, PERMIT, SENT, steps(utility_approved=59)), "The application was sent"),
        ((steps(accepted=90, surveyed=91),), "is after"),
        ((AGREED, steps(opened_on=50)), "is after a step"),
    ],
)
def test_a_row_that_cannot_have_been_so_is_refused_whole_also_by_a_dry_run(
    parts: tuple[Row, ...], said: str
) -> None:
    for dry_run in (True, False):
        result = brought_in(*parts, dry_run=dry_run).result
        assert (result.opened, result.refused) == (0, 1)
        assert said in result.refusals[0]["reasons"][0]
    assert not Job.objects.exists()


def test_a_dry_run_takes_everything_back_and_a_second_run_adds_nothing() -> None:
    assert brought_in(AGREED, PERMIT, dry_run=True).result.opened == 1
    assert not Job.objects.exists()
    assert not Permit.objects.exists()
    assert brought_in(AGREED, PERMIT).result.opened == 1
    assert brought_in(AGREED, PERMIT).result.there == 1
    assert (Job.objects.count(), Permit.objects.count()) == (1, 1)
