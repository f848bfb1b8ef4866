"""Loading the directory: again and again, and never over what the office edited."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from jobs.directory.csv_tables import BadDirectoryFile
from jobs.directory.services import loading as directory
from jobs.directory.tables import FOLDER
from jobs.models import AdapterModel, CompanyRecord, Jurisdiction, Utility, Vehicle
from utility_requests.directory import FOLDER as TARIFF_FOLDER
from utility_requests.models import FeeTariff

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files that a test may change."""
    for file in (*FOLDER.glob("*.csv"), *TARIFF_FOLDER.glob("*.csv")):
        shutil.copy(file, tmp_path)
    return tmp_path


def rewrite(folder: Path, file_name: str, old: str, new: str) -> None:
    text = (folder / file_name).read_text(encoding="utf-8")
    assert old in text
    (folder / file_name).write_text(text.replace(old, new), encoding="utf-8")


def by_file(loaded) -> dict[str, tuple[int, int, int]]:
    return {file.file_name: (file.added, file.changed, file.kept) for file in loaded}


def test_load_fills_an_empty_directory():
    loaded = by_file(directory.load())
    assert loaded["utilities.csv"] == (Utility.objects.count(), 0, 0)
    assert loaded["jurisdictions.csv"] == (Jurisdiction.objects.count(), 0, 0)
    assert Utility.objects.get(key="sce").calendar == "sce"
    assert Jurisdiction.objects.get(key="whittier").verified_on is None
    assert AdapterModel.objects.get(key="connectder-ev-msa").approval == "unknown"
    assert "MIT licence" in Vehicle.objects.get(key="tesla-model-3-rwd").source
    assert CompanyRecord.objects.get().cslb_number == "1110475"


def test_load_again_changes_nothing(django_assert_num_queries):
    directory.load()
    with django_assert_num_queries(7):  # a transaction, four tables read once each, one look for a company
        again = by_file(directory.load())
    assert {counts[:2] for counts in again.values()} == {(0, 0)}
    assert again["utilities.csv"] == (0, 0, 0)


def test_load_brings_a_changed_file_in_and_adds_a_new_row(folder):
    directory.load(folder)
    rewrite(folder, "utilities.csv", "800-655-4555", "800-655-0000")
    rewrite(folder, "adapters.csv", "span-edge,", "span-edge-2,")
    loaded = by_file(directory.load(folder))
    assert loaded["utilities.csv"] == (0, 1, 0)
    assert loaded["adapters.csv"] == (1, 0, 0)
    assert Utility.objects.get(key="sce").phone == "800-655-0000"
    assert AdapterModel.objects.filter(key__in=["span-edge", "span-edge-2"]).count() == 2  # none is removed


def test_load_keeps_what_the_office_edited(folder):
    directory.load(folder)
    Jurisdiction.objects.filter(key="whittier").update(
        closed_weekdays="fri", visit_order="final_before_set", edited_at=datetime(2026, 11, 20, tzinfo=UTC)
    )
    rewrite(folder, "jurisdictions.csv", "City of Whittier", "Whittier City")
    assert by_file(directory.load(folder))["jurisdictions.csv"] == (0, 0, 1)
    whittier = Jurisdiction.objects.get(key="whittier")
    assert (whittier.name, whittier.closed_weekdays) == ("City of Whittier", "fri")
    assert whittier.visit_order == "final_before_set"


def test_load_leaves_an_adapters_approval_to_the_office(folder):
    directory.load(folder)
    adapter = AdapterModel.objects.filter(key="connectder-ev-msa")
    adapter.update(approval="approved", approval_source="Product list", approval_checked_on="2026-11-20")
    rewrite(folder, "adapters.csv", "48 A charger;", "A 48 A charger;")
    assert by_file(directory.load(folder))["adapters.csv"] == (0, 1, 0)
    assert adapter.get().approval == "approved"
    assert adapter.get().note.startswith("A 48 A charger;")


def test_load_verifies_a_city_on_the_day_it_was_checked(folder):
    rewrite(
        folder,
        "jurisdictions.csv",
        "365,180,either,no,no,LA County Public Works; served",
        "365,180,either,no,yes,LADBS; served",
    )
    directory.load(folder)
    ladbs = Jurisdiction.objects.get(key="los-angeles")
    assert ladbs.verified_on == ladbs.checked_on


def test_load_never_writes_over_the_owners_company_record(folder):
    directory.load(folder)
    CompanyRecord.objects.update(phone="562-555-0100")
    rewrite(folder, "company.csv", "Bonded", "Bond no. 1")
    assert by_file(directory.load(folder))["company.csv"] == (0, 0, 1)
    assert (CompanyRecord.objects.get().phone, CompanyRecord.objects.get().bond) == ("562-555-0100", "Bonded")


def test_load_changes_nothing_while_one_file_has_a_fault(folder):
    rewrite(folder, "vehicles.csv", "86.5", "many")
    with pytest.raises(BadDirectoryFile, match=r"vehicles\.csv, line 2, column “usable_kwh”"):
        directory.load(folder)
    assert not Utility.objects.exists()


def test_the_command_says_how_each_file_went_and_can_be_run_again():
    first, second = StringIO(), StringIO()
    call_command("load_directory", stdout=first)
    call_command("load_directory", stdout=second)
    assert f"utilities.csv: {Utility.objects.count()} added, 0 changed, 0 kept." in first.getvalue()
    assert "utilities.csv: 0 added, 0 changed, 0 kept." in second.getvalue()
    assert "fee_tariffs.csv: 1 added." in first.getvalue()
    assert "fee_tariffs.csv: 0 added." in second.getvalue()
    assert str(FeeTariff.objects.get().amount_usd) == "279.22"


def test_the_command_is_silent_when_asked():
    said = StringIO()
    call_command("load_directory", stdout=said, verbosity=0)
    assert said.getvalue() == ""
    assert Vehicle.objects.exists()


def test_the_command_reads_another_folder_and_names_its_fault(folder):
    rewrite(folder, "company.csv", "1000000", "a million")
    with pytest.raises(CommandError, match=r"company\.csv, line 2, column “liability_usd”: “a million”"):
        call_command("load_directory", folder=folder)
    assert not Utility.objects.exists()


def test_the_command_changes_nothing_while_the_fees_have_a_fault(folder):
    rewrite(folder, "fee_tariffs.csv", "sce,", "edisson,")
    with pytest.raises(CommandError, match="edisson"):
        call_command("load_directory", folder=folder)
    assert not Utility.objects.exists()
