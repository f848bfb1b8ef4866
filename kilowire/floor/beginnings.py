"""Texts that begin with a value, found through a column's index on SQLite as well as on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db.models.lookups import StartsWith

_LAST_SIGN = "\U0010ffff"


class BeginsInIndex(StartsWith):
    """``startswith`` of a column for which it is registered.

    PostgreSQL gets LIKE, for an index with pattern operators. SQLite would read every row for it, since its
    LIKE knows no case, and gets the range of texts from the value on.
    """

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, given = self.process_lhs(compiler, connection)
        last = f"{self.rhs}{_LAST_SIGN}"
        return f"({column} >= %s AND {column} < %s)", [*given, self.rhs, *given, last]
