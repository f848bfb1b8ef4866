"""A query that is compiled once for a process and run again with other keys.

Writing the SQL of a query costs Django about a millisecond; a page that is opened all day asks the same
few questions each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

_STANDS_FOR_A_KEY = 32_700
"""In the compiled query these numbers stand where a key goes. They fit the smallest column of integers, or
Django knows that no row can have them and writes no SQL; a queryset names none of them itself.
"""


class CompiledRows:
    """The rows of ``make(*keys)``, a queryset of ``values_list``; the keys are integers.

    What the queryset depends on besides its keys must never change: neither the clock nor a setting.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], keys: int = 1) -> None:
        self._make, self._keys = make, keys

    def __call__(self, *keys: int) -> list[tuple[Any, ...]]:
        """Return all rows for these keys, in one query."""
        compiler, sql, places = self._compiled
        given = [keys[place] if place is not None else value for value, place in places]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            rows = compiler.results_iter([cursor.fetchall()], tuple_expected=True)
            return [tuple(row) for row in rows]

    @cached_property
    def _compiled(self) -> tuple[SQLCompiler, str, tuple[tuple[Any, int | None], ...]]:
        stand_ins = [_STANDS_FOR_A_KEY + number for number in range(self._keys)]
        compiler = self._make(*stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        places = tuple((each, stand_ins.index(each) if each in stand_ins else None) for each in params)
        return compiler, sql, places
