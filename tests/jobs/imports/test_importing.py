"""A list of jobs: the good rows are in once, the bad ones are listed with line and reason."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.imports.columns import chosen_by_map, guessed, refuse_incomplete
from jobs.imports.services.importing import Import
from jobs.models import Event, Job, OpenItem, Person
from kilowire.floor.files.opened_tables import Table, open_table
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.jobs import days_ago, ladwp, opened_job, sce, whittier

pytestmark = pytest.mark.django_db
HEADINGS = "Customer,Phone,E-mail,Street Address,City,ZIP,Meter number,Date created,Notes"
ANA = "Ana Cruz,562-555-0101,ana@home.test,12 Elm St,Whittier,90601,222-1,2026-03-04,dog"
LI = "Li Park,5.62555E+09,,14 Elm St,Nowhere,9060,,3/40/2026,"


@pytest.fixture(autouse=True)
def directory() -> None:
    sce(), ladwp(), whittier(), someone("owen")


def table(*rows: str, headings: str = HEADINGS) -> Table:
    return open_table(ContentFile("\n".join([headings, *rows]).encode(), name="list.csv"))


def brought_in(*rows: str, headings: str = HEADINGS, dry_run: bool = False, **chosen: Any) -> Import:
    listed = table(*rows, headings=headings)
    columns = chosen_by_map(chosen, listed.headings)
    one = Import(listed, columns, someone("olive"), dry_run=dry_run)
    list(one.bring_in())
    return one


def test_a_good_row_becomes_a_job_and_a_bad_one_says_everything_that_is_wrong() -> None:
    result = brought_in(ANA, LI).result
    assert (result.rows, result.opened, result.there, result.refused) == (2, 1, 0, 1)
    job = Job.objects.get()
    assert (job.homeowner_name, job.site.address, job.wishes) == (
        "Ana Cruz", "12 Elm St, Whittier 90601", "dog",
    )  # fmt: skip
    assert (job.utility_account.meter_number, job.site.utility, job.opened_by) == (
        "222-1", sce(), someone("olive"),
    )  # fmt: skip
    assert (str(job.opened_on), Person.objects.get().phone) == ("2026-03-04", "(562) 555-0101")
    assert str(OpenItem.objects.get().since_on) == "2026-03-04"
    assert "from line 2 of a list" in Event.objects.filter(job=job).last().sentence  # type: ignore[union-attr]
    assert Job.objects.matching([["ana", "elm"], ["2221"]]).get() == job
    (refusal,) = result.refusals
    assert (refusal["line"], refusal["name"]) == (3, "Li Park")
    assert [reason.partition(":")[0] for reason in refusal["reasons"]] == [
        "Phone", "ZIP code", "Building department", "Day of the first call",
    ]  # fmt: skip


def test_a_second_run_adds_nothing_and_neither_does_a_dry_run() -> None:
    assert brought_in(ANA, LI, dry_run=True).result.opened == 1
    assert not Job.objects.exists()
    brought_in(ANA, ANA)
    again = brought_in(ANA.replace("0101", "0199"), ANA.replace("12 Elm St", "12 Elm Street")).result
    assert (again.opened, again.there, Job.objects.count()) == (0, 2, 1)


def test_a_job_that_was_typed_in_is_not_opened_again_and_another_meter_is() -> None:
    opened_job()
    hana = "Hana Ito,,,418 Alder Ct,Whittier,90601,{},,"
    held = brought_in(hana.format("222-9")).result
    assert (held.there, held.notes[0]["note"]) == (1, "KW-1001 is this job already")
    ivy = hana.replace("Hana Ito", "Ivy Wong")
    meters = brought_in(ivy.format("222-9"), ivy.format("222-10")).result
    assert meters.opened == 2
    assert meters.notes[0]["note"] == "KW-1001 is at this address already"


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    def queries(begin: int, count: int) -> int:
        rows = [
            ANA.replace("12 Elm", f"{n} Elm").replace("222-1", f"m{n}") for n in range(begin, begin + count)
        ]
        listed = table(*rows)
        one = Import(listed, guessed(listed.headings), someone("olive"), dry_run=False)
        with CaptureQueriesContext(connection) as captured:
            list(one.bring_in())
        assert one.result.opened == count
        return len(captured)

    queries(10, 1)  # the first number of all is made
    assert queries(100, 1) == queries(200, 20)


@pytest.mark.parametrize(
    ("headings", "row", "chosen", "said"),
    [
        ("First name,Last name,Address", 'Ana,Cruz,"12 Elm St, Whittier, CA 90601"', {},
         "12 Elm St, Whittier 90601"),
        ("Name,Address,Apt,City,Zip", "Ana,12 Elm St,4B,Whittier,90601", {},
         "12 Elm St Unit 4B, Whittier 90601"),
        ("Who,Where,Town,Z", "Ana,12 Elm St,Whittier,90601",
         {"name": "Who", "Where": "street", "postal_code": "Z", "utility": {"always": "LADWP"}},
         "12 Elm St, Whittier 90601"),
    ],
)  # fmt: skip
def test_columns_are_found_by_their_headings_or_by_a_map(
    headings: str, row: str, chosen: dict[str, Any], said: str
) -> None:
    assert brought_in(row, headings=headings, **chosen).result.refusals == []
    site = Job.objects.get().site
    assert site.address == said
    assert site.utility == (ladwp() if "utility" in chosen else sce())


@pytest.mark.parametrize(
    ("headings", "row", "fault"),
    [
        ("Name,Street,City,ZIP", "Ana,12 Elm St,Whittier,90601,more", "values under no heading"),
        ("Name,Street,City,ZIP", ",12 Elm St,Whittier,90601", "there is no name"),
        ("Name,Street,City,ZIP", f"{'A' * 130},12 Elm St,Whittier,90601", "130 letters, and 120"),
        ("Name,Address", "Ana,12 Elm St in Whittier", "is not like 418 Alder Court"),
        ("Name,Street,City,ZIP,Utility", "Ana,12 Elm St,Whittier,90601,Sparks", "“Sparks” is unknown"),
        ("Name,Street,City,ZIP,Opened on", "Ana,12 Elm St,Whittier,90601,{}", "has not come yet"),
    ],
)
def test_a_row_is_refused_by_the_name_of_its_column(headings: str, row: str, fault: str) -> None:
    (refusal,) = brought_in(row.format(days_ago(-3)), headings=headings, dry_run=True).result.refusals
    assert fault in "; ".join(refusal["reasons"])


def test_a_list_without_the_columns_it_needs_is_refused() -> None:
    with pytest.raises(Refused, match="the homeowner's name, city, ZIP code"):
        refuse_incomplete(guessed(["Street", "Phone"]))
    with pytest.raises(Refused, match="No column of the list is called “Customer”"):
        chosen_by_map({"name": "Customer"}, ["Name"])
    with pytest.raises(Refused, match="no value of a job"):
        chosen_by_map({"colour": "red"}, ["Name"])


def test_the_command_prints_what_came_of_each_row(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("\n".join([HEADINGS, ANA, LI]))
    map_file = tmp_path / "map.json"
    map_file.write_text(json.dumps({"wishes": None}))

    def said(**options: Any) -> str:
        out = StringIO()
        call_command("import_jobs", str(file), stdout=out, map=str(map_file), **options)
        return out.getvalue()

    assert json.loads(said(dry_run=True, json=True))["opened"] == 1
    assert not Job.objects.exists()
    assert "2 rows: 1 jobs opened, 0 in already, 1 refused." in said()
    answer = json.loads(said(json=True))
    assert (answer["opened"], answer["there"], answer["not_taken"]) == (0, 1, ["Notes"])
    assert answer["refusals"][0]["line"] == 3
    assert Job.objects.get().wishes == ""
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_jobs", str(tmp_path / "no.csv"))
