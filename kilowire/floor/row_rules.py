"""What a database must keep beyond its constraints: each rule finds the rows that break it.

An app's rules stand in its module ``row_rules``, which ``manage.py check_data`` loads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import QuerySet

CHUNK = 1_000

Search = Callable[[], Iterable[models.Model]]


@dataclass(frozen=True)
class RowRule:
    """One rule: its name, what it says of every row, and the search for the rows that break it."""

    name: str
    says: str
    search: Search


@dataclass(frozen=True)
class Finding:
    """A row that breaks a rule: its table and primary key."""

    rule: str
    says: str
    table: str
    key: str


_RULES: dict[str, RowRule] = {}


def row_rule(says: str) -> Callable[[Search], Search]:
    """Register the function beneath, which returns the rows for which ``says`` is not true.

    A QuerySet that it returns is read in chunks; a function that looks at every row reads them by ``chunks``.
    """

    def register(search: Search) -> Search:
        _RULES[search.__name__] = RowRule(search.__name__, says, search)
        return search

    return register


def row_rules() -> tuple[RowRule, ...]:
    """Return the rules that are loaded."""
    return tuple(_RULES.values())


def findings(rules: Iterable[RowRule]) -> Iterator[Finding]:
    """Yield the rows that break these rules, rule by rule."""
    for rule in rules:
        broken = rule.search()
        rows = chain.from_iterable(chunks(broken)) if isinstance(broken, QuerySet) else broken
        for row in rows:
            yield Finding(rule.name, rule.says, row._meta.db_table, str(row.pk))


def chunks(rows: QuerySet[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """Yield all rows in lists of at most ``size`` by primary key, so that memory does not grow with them."""
    rows = rows.order_by("pk")
    chunk = list(rows[:size])
    while chunk:
        yield chunk
        chunk = list(rows.filter(pk__gt=chunk[-1].pk)[:size]) if len(chunk) == size else []
