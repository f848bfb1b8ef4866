"""Several counts in one query, each up to a cap, and the first keys of each.

A count that stops at its cap and a list that stops at its length cost the same for ten thousand rows as for a
million, which a plain count does not. A queryset used with many values is compiled to SQL once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

ASKED = "\N{ASTERISM}"  # placeholder in a queryset for each of the values; nobody types it
Asked = tuple[QuerySet[Any], Sequence[str]]
Parts = tuple[list[str], list[Any]]


def capped_counts(questions: Sequence[QuerySet[Any]], cap: int) -> list[int]:
    """Return the number of rows of each queryset; ``cap`` means that many or more."""
    asked = [_sql(rows.order_by()) for rows in questions]
    return _counts(([sql for sql, _ in asked], [value for _, params in asked for value in params]), cap)


def counts_and_first_keys(
    questions: Sequence[Asked], cap: int, length: int
) -> tuple[list[int], list[list[int]]]:
    """Return for each value of each question the number of rows and the first keys, in two queries.

    A question is a queryset filtered by ``ASKED``, and the values to ask it with.
    """
    counts = _counts(_of_all([(question.order_by(), values) for question, values in questions]), cap)
    return counts, _first_keys(_of_all(questions), length)


def count_word(count: int, cap: int) -> str:
    """Format a count: ``1,204``, or ``1,000+`` where it stopped at its cap."""
    return f"{cap:,}+" if count >= cap else f"{count:,}"


def _sql(question: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    query = question.values("pk").query
    return query.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False).as_sql()  # what is empty is counted too


def _of_all(questions: Sequence[Asked]) -> Parts:
    parts: Parts = [], []
    for question, values in questions:
        sql, params = _sql(question)
        parts[0].extend([sql] * len(values))
        parts[1].extend(value if param == ASKED else param for value in values for param in params)
    return parts


def _counts(parts: Parts, cap: int) -> list[int]:
    counts = dict(_fetched("SELECT {place}, count(*) FROM ({part} LIMIT {limit}) AS part", parts, cap))
    return [counts.get(place, 0) for place in range(len(parts[0]))]


def _first_keys(parts: Parts, length: int) -> list[list[int]]:
    keys: list[list[int]] = [[] for _ in parts[0]]
    for place, key in _fetched("SELECT {place}, part.* FROM ({part} LIMIT {limit}) AS part", parts, length):
        keys[place].append(key)
    return keys


def _fetched(shape: str, parts: Parts, limit: int) -> list[tuple[int, int]]:
    """Run the parts as one query: SQL of the ORM and our own numbers; user input is in the parameters."""
    sql, params = parts
    asked = [shape.format(place=place, part=part, limit=limit) for place, part in enumerate(sql)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), params)
        return cursor.fetchall()
