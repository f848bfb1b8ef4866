"""Several short questions in one round trip: how many rows each, up to a cap, or their first keys.

A count that stops at its cap and a list that stops at its length cost the same with ten thousand rows as with
a million, which a plain count does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def capped_counts(questions: Sequence[QuerySet], cap: int) -> list[int]:
    """How many rows each queryset has; ``cap`` stands for that many or more."""
    parts, params = _limited([rows.order_by() for rows in questions], cap)
    # The parts are SQL of the ORM; what a person typed travels in params.
    sql = " UNION ALL ".join(f"SELECT {place}, count(*) FROM ({part}) AS part" for place, part in parts)  # noqa: S608
    counts = dict(_fetched(sql, params))
    return [counts.get(place, 0) for place in range(len(questions))]


def first_keys(questions: Sequence[QuerySet], count: int) -> list[list[int]]:
    """The first primary keys of each queryset, in its own order."""
    parts, params = _limited(questions, count)
    sql = " UNION ALL ".join(f"SELECT {place}, part.* FROM ({part}) AS part" for place, part in parts)  # noqa: S608
    keys: list[list[int]] = [[] for _ in questions]
    for place, key in _fetched(sql, params):
        keys[place].append(key)
    return keys


def _limited(questions: Sequence[QuerySet], limit: int) -> tuple[list[tuple[int, str]], list[Any]]:
    parts, params = [], []
    for place, rows in enumerate(questions):
        sql, values = rows.values("pk")[:limit].query.sql_with_params()
        parts.append((place, sql))
        params += values
    return parts, params


def _fetched(sql: str, params: Sequence[Any]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def count_word(count: int, cap: int) -> str:
    """``1,000+`` where the count stopped at its cap."""
    return f"{cap:,}+" if count >= cap else f"{count:,}"
