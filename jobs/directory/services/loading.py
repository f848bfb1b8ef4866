"""Loads the directory from its CSV files: utilities, jurisdictions, adapters, vehicles, the company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from jobs.directory.csv_tables import Row, Table
from jobs.directory.tables import ADAPTERS, COMPANY, FOLDER, JURISDICTIONS, UTILITIES, VEHICLES
from jobs.models import AdapterModel, CompanyRecord, Jurisdiction, Utility, Vehicle
from jobs.models.directory import DirectoryEntry


@dataclass(frozen=True)
class Loaded:
    """Counts of one loaded file. ``kept`` rows were edited by the office and were not changed."""

    file_name: str
    added: int = 0
    changed: int = 0
    kept: int = 0


def load(folder: Path = FOLDER) -> tuple[Loaded, ...]:
    """Load the CSV files into the directory; rows that the office edited are kept, and no row is removed.

    All files are read before anything is written: a fault in one raises BadDirectoryFile and changes nothing.
    """
    read = [(model, table, of_row, table.read(folder)) for model, table, of_row in _TABLES]
    first_records = COMPANY.read(folder)
    with transaction.atomic():
        loaded = [_load(model, table, [of_row(row) for row in rows]) for model, table, of_row, rows in read]
        return (*loaded, _load_company(first_records))


def _load(model: type[DirectoryEntry], table: Table, rows: list[Row]) -> Loaded:
    existing = {entry.key: entry for entry in model._default_manager.all()}
    new = [model(**row) for row in rows if row["key"] not in existing]
    model._default_manager.bulk_create(new)
    differing = {
        row["key"]: changes
        for row in rows
        if row["key"] in existing and (changes := _changes(existing[row["key"]], row))
    }
    changed = sum(
        model._default_manager.filter(key=key, edited_at=None).update(**changes)
        for key, changes in differing.items()
    )
    return Loaded(table.file_name, added=len(new), changed=changed, kept=len(differing) - changed)


def _changes(entry: DirectoryEntry, row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if getattr(entry, name) != value}


def _load_company(rows: tuple[Row, ...]) -> Loaded:
    """The file gives only the first company record; later ones, each with its first day, the owner enters."""
    if CompanyRecord.objects.exists():
        return Loaded(COMPANY.file_name, kept=len(rows))
    facts = [{name: value for name, value in row.items() if name not in _PROVENANCE} for row in rows]
    CompanyRecord.objects.bulk_create(CompanyRecord(**row) for row in facts)
    return Loaded(COMPANY.file_name, added=len(facts))


def _jurisdiction(row: Row) -> Row:
    row = dict(row)
    return row | {"verified_on": row["checked_on"] if row.pop("verified") else None}


def _vehicle(row: Row) -> Row:
    row = dict(row)
    return row | {"source": "; ".join(filter(None, (row.pop("attribution"), row["source"])))}


_PROVENANCE = frozenset({"source", "checked_on"})
_TABLES: tuple[tuple[type[DirectoryEntry], Table, Callable[[Row], Row]], ...] = (
    (Utility, UTILITIES, dict),
    (Jurisdiction, JURISDICTIONS, _jurisdiction),
    (AdapterModel, ADAPTERS, dict),
    (Vehicle, VEHICLES, _vehicle),
)
