"""Autodetector whose migrations create a table with its constraints and indexes in one operation.

Django adds each of them in an operation of its own, for which SQLite rebuilds the whole table: a first start
would take a quarter of a minute instead of five seconds.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation


class OneStepAutodetector(MigrationAutodetector):
    def _optimize_migrations(self) -> None:
        super()._optimize_migrations()  # type: ignore[misc]  # the stubs have only public methods
        for migrations in self.migrations.values():  # type: ignore[attr-defined]  # as above
            for migration in migrations:
                migration.operations = folded(migration.operations)


def folded(operations: Iterable[Operation]) -> list[Operation]:
    """Move constraints and indexes into the CreateModel of their table, unless they need a later field."""
    tables: dict[str, CreateModel] = {}
    later_fields: dict[str, set[str]] = {}
    kept: list[Operation] = []
    for operation in operations:
        if isinstance(operation, CreateModel):
            tables[operation.name_lower] = operation
        elif isinstance(operation, AddField):
            later_fields.setdefault(operation.model_name_lower, set()).add(operation.name)
        elif isinstance(operation, AddConstraint | AddIndex) and operation.model_name_lower in tables:
            kind = "constraints" if isinstance(operation, AddConstraint) else "indexes"
            added = operation.constraint if isinstance(operation, AddConstraint) else operation.index
            description = repr(added.deconstruct())
            if not any(field in description for field in later_fields.get(operation.model_name_lower, ())):
                options = tables[operation.model_name_lower].options
                options[kind] = [*options.get(kind, []), added]
                continue
        kept.append(operation)
    return kept
