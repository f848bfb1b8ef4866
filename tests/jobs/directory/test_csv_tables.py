"""Reference files: read whole or not at all, with every fault named by file, line and column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.rulesets import versions
from jobs.directory.csv_tables import (
    BadDirectoryFile,
    Table,
    amount,
    calendar,
    day,
    days,
    one_of,
    slug,
    text,
    weekdays,
    whole_number,
    yes_no,
)
from jobs.directory.tables import ADAPTERS, COMPANY, FOLDER, JURISDICTIONS, UTILITIES, VEHICLES
from utility_requests.directory import FEE_TARIFFS
from utility_requests.directory import FOLDER as TARIFF_FOLDER

CARS = Table("cars.csv", {"key": slug, "name": text(12), "kwh": amount(1), "kw": amount(1, empty=True)})


def cars(folder: Path, *lines: str) -> tuple[dict, ...]:
    (folder / "cars.csv").write_text("\n".join(lines), encoding="utf-8")
    return CARS.read(folder)


def faults(folder: Path, *lines: str) -> list[str]:
    with pytest.raises(BadDirectoryFile) as bad:
        cars(folder, *lines)
    return list(bad.value.faults)


def test_a_table_is_read_into_values(tmp_path):
    assert cars(tmp_path, "key,name,kwh,kw", "leaf-40, Leaf é ,38.0,6.6", "", 'id4,"ID.4, Pro",77,') == (
        {"key": "leaf-40", "name": "Leaf é", "kwh": Decimal("38.0"), "kw": Decimal("6.6")},
        {"key": "id4", "name": "ID.4, Pro", "kwh": Decimal(77), "kw": None},
    )


def test_empty_rows_and_columns_of_a_spreadsheet_are_ignored(tmp_path):
    rows = ("key,name,,kwh,kw,,", "leaf-40,Leaf,,38.0,6.6,,", ",,,,,,", "  ,", 'id4,ID.4, ,77,"",')
    assert [(row["key"], row["kwh"]) for row in cars(tmp_path, *rows)] == [
        ("leaf-40", Decimal("38.0")),
        ("id4", Decimal(77)),
    ]


def test_a_cell_in_a_column_without_a_name_is_a_fault(tmp_path):
    rows = ("key,name,kwh,kw,", "leaf-40,Leaf,38.0,6.6,a note")
    assert faults(tmp_path, *rows) == ["cars.csv, line 2: 5 cells where 4 belong."]


def test_all_faults_are_named_at_once(tmp_path):
    assert faults(
        tmp_path,
        "key,name,kwh,kw",
        "Leaf 40,Leaf,38.0,6.6",
        "leaf,Leaf,38",
        "leaf,,thirty,0",
        "id4,A name too long,1.25,",
        "id5,ok,1,",
        "id5,ok,2,",
    ) == [
        "cars.csv, line 2, column “key”: “Leaf 40” is not a short name of small letters, digits and dashes.",
        "cars.csv, line 3: 3 cells where 4 belong.",
        "cars.csv, line 4, column “name”: it is empty.",
        "cars.csv, line 4, column “kwh”: “thirty” is not a number above zero with at most 1 decimal places.",
        "cars.csv, line 4, column “kw”: “0” is not a number above zero with at most 1 decimal places.",
        "cars.csv, line 5, column “name”: 15 characters where 12 fit.",
        "cars.csv, line 5, column “kwh”: “1.25” is not a number above zero with at most 1 decimal places.",
        "cars.csv, line 7: “id5” stands already on line 6.",
    ]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("key,name,kwh", ["cars.csv, line 1: the column “kw” is missing."]),
        ("key,name,kwh,kw,price", ["cars.csv, line 1: the column “price” is not known."]),
        ("key,kwh,name,kw", ["cars.csv, line 1: the columns changed places."]),
        ("", [f"cars.csv, line 1: the column “{name}” is missing." for name in ("key", "name", "kwh", "kw")]),
    ],
)
def test_a_wrong_head_is_named_and_no_row_is_read(tmp_path, header, said):
    assert faults(tmp_path, header, "not,read,at,all,here") == said


def test_a_missing_or_foreign_file_is_named(tmp_path):
    with pytest.raises(BadDirectoryFile, match=r"cars\.csv is missing in"):
        CARS.read(tmp_path)
    (tmp_path / "cars.csv").write_bytes("key,name,kwh,kw\nid,Citroën,1,1".encode("latin-1"))
    with pytest.raises(BadDirectoryFile, match="is not written in UTF-8"):
        CARS.read(tmp_path)
    assert faults(tmp_path, "key,name,kwh,kw", 'id4,"ID.4,77,') == [
        "cars.csv, line 2: unexpected end of data."
    ]


def test_a_spreadsheets_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    (tmp_path / "cars.csv").write_text("key,name,kwh,kw\nid4,ID.4,77,\n", encoding="utf-8-sig")
    assert CARS.read(tmp_path)[0]["key"] == "id4"


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (whole_number(1, 400), "30", 30),
        (whole_number(1, 400, empty=True), "", None),
        (yes_no, "no", False),
        (day, "2026-02-28", date(2026, 2, 28)),
        (days, "2026-12-24 2026-12-31", ["2026-12-24", "2026-12-31"]),
        (days, "", []),
        (weekdays, "fri", "fri"),
        (calendar, "sce", "sce"),
        (one_of("a", "b", empty=True), "", ""),
    ],
)
def test_a_cell_becomes_a_value(read, cell, value):
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (whole_number(1, 400), "0"),
        (whole_number(1, 400), "401"),
        (whole_number(1, 400), "1.0"),
        (whole_number(1, 400), "٣"),
        (whole_number(1, 400), ""),
        (amount(2), "1,000.00"),
        (amount(2), "-1"),
        (yes_no, "Yes"),
        (day, "2026-02-30"),
        (day, "November 20, 2026"),
        (days, "2026-12-24, 2026-12-31"),
        (weekdays, "holiday"),
        (calendar, "edison"),
        (one_of("a", "b"), ""),
    ],
)
def test_a_cell_that_is_not_what_belongs_there_is_refused(read, cell):
    with pytest.raises(ValueError):
        read(cell)


class TestTheShippedFiles:
    utilities = {row["key"]: row for row in UTILITIES.read(FOLDER)}
    cities = {row["key"]: row for row in JURISDICTIONS.read(FOLDER)}
    adapters = {row["key"]: row for row in ADAPTERS.read(FOLDER)}
    cars = {row["key"]: row for row in VEHICLES.read(FOLDER)}

    def test_every_row_names_its_source_and_the_day_it_was_checked(self):
        tariffs = FEE_TARIFFS.read(TARIFF_FOLDER)
        for row in (*self.utilities.values(), *self.cities.values(), *self.adapters.values(), *tariffs):
            assert row["source"]
            assert row["checked_on"] <= date.today()  # noqa: DTZ011 - a file is not checked tomorrow
        assert all(row["source"] or row["attribution"] for row in self.cars.values())

    def test_only_sce_has_a_programme_and_its_rules_exist(self):
        assert {key for key, row in self.utilities.items() if row["programme"]} == {"sce"}
        assert versions(self.utilities["sce"]["programme"])
        assert self.utilities["sce"]["typical_business_days"] == 30
        assert self.utilities["sce"]["phone"] == "800-655-4555"

    def test_the_municipal_utilities_inside_edisons_map_are_here(self):
        named = {
            "anaheim",
            "riverside",
            "pasadena",
            "burbank",
            "glendale",
            "azusa",
            "vernon",
            "colton",
            "banning",
        }
        municipal = {key for key, row in self.utilities.items() if row["fact_value"] == "municipal"}
        assert municipal == {f"municipal-{name}" for name in named}
        assert {"ladwp", "pge", "sdge", "unknown"} <= set(self.utilities)

    def test_no_city_is_called_verified_that_nobody_verified(self):
        assert len(self.cities) > 60
        for row in self.cities.values():
            assert not row["verified"]
            assert row["visit_order"] == "either"
            assert "verify" in row["source"]
            assert (row["complete_business_days"], row["approved_business_days"]) == (5, 20)
            assert (row["start_by_days"], row["idle_days"]) == (365, 180)

    def test_the_adapter_of_the_trade_is_here_with_what_was_found(self):
        adapter = self.adapters["connectder-ev-msa"]
        assert (adapter["max_circuit_amps"], adapter["warranty_years"]) == (60, Decimal("12.5"))
        assert not adapter["isolating"]
        assert {key for key, row in self.adapters.items() if row["manages_load"]} == {"connectder-ev-msa"}
        assert self.adapters["siemens-ev-meter-adapter"]["manages_load"] is None
        assert self.adapters["tesla-backup-switch"]["isolating"]

    def test_a_car_without_a_known_charger_keeps_it_empty(self):
        unknown = {key for key, row in self.cars.items() if row["onboard_kw"] is None}
        assert unknown == {
            "kia-ev6-lr",
            "vw-id4-pro",
            "ford-mustang-mach-e-sr",
            "ford-mustang-mach-e-er",
            "lucid-air-gt",
            "polestar-2-lr",
            "gmc-hummer-ev",
        }
        assert (self.cars["tesla-model-3-rwd"]["onboard_kw"]) == Decimal("7.7")

    def test_the_contractor_and_the_fee_are_here(self):
        (company,) = COMPANY.read(FOLDER)
        assert (company["cslb_number"], company["classification"]) == ("1110475", "C-10")
        assert company["liability_usd"] == 1_000_000
        (fee,) = FEE_TARIFFS.read(TARIFF_FOLDER)
        assert (fee["utility"], fee["amount_usd"]) == ("sce", Decimal("279.22"))
