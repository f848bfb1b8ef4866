"""New tables come in one step, and a constraint on a later field waits for it."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.models import CheckConstraint, Index, Q

from kilowire.management.one_step_migrations import folded

OURS = ("kilowire", "jobs", "assessments", "permits", "utility_requests")
FIRST = [
    f"{app}.migrations.{file.stem}"
    for app in OURS
    for file in Path(settings.BASE_DIR, app, "migrations").glob("0001_*.py")
]


def paper() -> CreateModel:
    return CreateModel(
        "Paper", [("id", models.BigAutoField(primary_key=True)), ("pages", models.IntegerField())]
    )


def at_least_one(field: str) -> AddConstraint:
    return AddConstraint(
        "paper", CheckConstraint(condition=Q(**{f"{field}__gte": 1}), name=f"paper_has_{field}")
    )


def test_constraints_and_indexes_join_their_table() -> None:
    index = AddIndex("paper", Index(fields=["pages"], name="paper_by_pages"))
    (table,) = folded([paper(), at_least_one("pages"), index])
    assert isinstance(table, CreateModel)
    assert [constraint.name for constraint in table.options["constraints"]] == ["paper_has_pages"]
    assert [index.name for index in table.options["indexes"]] == ["paper_by_pages"]


def test_a_constraint_on_a_later_field_waits() -> None:
    later = AddField("paper", "copies", models.IntegerField(default=1))
    kept = folded([paper(), later, at_least_one("copies"), at_least_one("pages")])
    assert [type(operation) for operation in kept] == [CreateModel, AddField, AddConstraint]
    assert isinstance(kept[2], AddConstraint)
    assert kept[2].constraint.name == "paper_has_copies"


def test_a_constraint_on_a_table_of_another_migration_stays() -> None:
    assert len(folded([at_least_one("pages")])) == 1


@pytest.mark.parametrize("module", FIRST)
def test_our_first_migrations_are_written_so(module: str) -> None:
    operations = importlib.import_module(module).Migration.operations
    assert len(folded(operations)) == len(operations)
