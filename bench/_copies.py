"""Copies the rows of chosen jobs, table by table, by one SQL statement for each table.

The temporary table ``chosen`` holds id, number and site of the jobs. A copied key is the old one plus the
copy's number times the table's shift; a key that is a UUID is hashed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.utils import CursorWrapper

from jobs.models import Job, Site

# By table: a column whose last digits become those of the copy's job number, and the column it is told by
# (itself, or the number whose normal form it is).
NUMBERS = {
    "jobs_job": {"number": "number"},
    "jobs_adapter": {"serial": "serial", "serial_key": "serial"},
    "jobs_reference": {"value": "value", "normal": "value"},
    "jobs_installationrecord": {"charger_serial": "charger_serial"},
    "jobs_utilityaccount": {"account_number": "account_number", "meter_number": "meter_number"},
    "permits_permit": {"number": "number"},
    "utility_requests_utilityrequest": {"number": "number"},
    "jobs_searchword": {"word": "tail"},
}
_TAIL = "substring({} FROM '[0-9]+$')"
_TAILS = f"""
  CREATE TEMP TABLE tails AS
  SELECT job_id, tail FROM (
    SELECT r.job_id, {_TAIL.format("r.value")} AS tail FROM jobs_reference r JOIN chosen c ON c.id = r.job_id
    UNION SELECT c.id, {_TAIL.format("c.number")} FROM chosen c
  ) every WHERE tail <> ''
"""
_TAIL_OF_WORD = """
  LEFT JOIN LATERAL (
    SELECT t.tail FROM tails t WHERE t.job_id = w.job_id AND w.word LIKE '%' || t.tail
    ORDER BY length(t.tail) DESC LIMIT 1
  ) tails ON true
"""


@cache
def copied_models() -> list[type[models.Model]]:
    """Return the models whose rows belong to one job, and its site."""
    known: list[type[models.Model]] = [Job, Site]
    everyone = [model for model in apps.get_models() if model not in known]
    while more := [model for model in everyone if model not in known and _parent(model, known)]:
        known += more
    return known


def _parent(model: type[models.Model], among: list[type[models.Model]]) -> models.Field[Any, Any] | None:
    """Return the key by which a row of this model belongs to a job; first one that is never empty."""
    keys = [field for field in model._meta.concrete_fields if field.related_model in among]
    keys = [field for field in keys if field.related_model is not Site]
    return min(keys, key=lambda field: field.null, default=None)


def _rows(model: type[models.Model], tables: list[type[models.Model]]) -> str:
    """Return a condition on the rows of this model that belong to a chosen job."""
    if model is Job:
        return "id IN (SELECT id FROM chosen)"
    if model is Site:
        return "id IN (SELECT site_id FROM chosen)"
    key = _parent(model, [table for table in tables if table is not model])
    if key is None or not isinstance(key.related_model, type):
        raise TypeError(f"{model.__name__} belongs to no job.")
    if key.related_model is Job:
        return f"{key.column} IN (SELECT id FROM chosen)"
    parent = key.related_model._meta
    inner = f"SELECT {parent.pk.column} FROM {parent.db_table} WHERE {_rows(key.related_model, tables)}"
    return f"{key.column} IN ({inner})"


@contextmanager
def chosen_jobs(cursor: CursorWrapper, condition: str) -> Iterator[int]:
    """Choose the jobs whose rows ``set_aside`` takes, for a while; yield their number."""
    cursor.execute(f"CREATE TEMP TABLE chosen AS SELECT id, number, site_id FROM jobs_job WHERE {condition}")
    number = cursor.rowcount
    cursor.execute(_TAILS)
    cursor.execute("CREATE INDEX ON tails (job_id)")
    cursor.execute("ANALYZE chosen, tails")
    yield number
    cursor.execute("DROP TABLE chosen, tails")


def set_aside(cursor: CursorWrapper, model: type[models.Model], group: str) -> None:
    """Put the rows of the chosen jobs into the temporary table ``<group>_<table>``."""
    table = model._meta.db_table
    number = "w.number" if model is Job else "(SELECT number FROM chosen WHERE id = w.job_id)"
    extra = f", {_TAIL.format(number)}::bigint AS own_number" if table in NUMBERS else ""
    words, tail = (_TAIL_OF_WORD, ", tails.tail") if table == "jobs_searchword" else ("", "")
    rows = f"{table} w {words} WHERE w.{_rows(model, copied_models())}"
    cursor.execute(f"CREATE TEMP TABLE {group}_{table} AS SELECT w.*{extra}{tail} FROM {rows}")


def write_copies(
    cursor: CursorWrapper,
    model: type[models.Model],
    group: str,
    copies: range,
    shifts: dict[type[models.Model], int],
) -> None:
    """Write the rows set aside once for each number, the rows of one copy together."""
    table, numbers = model._meta.db_table, NUMBERS.get(model._meta.db_table, {})
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field, numbers, shifts) for field in fields)
    # Two numbers of a job may end alike once they end with its own.
    twice = "ON CONFLICT DO NOTHING" if table == "jobs_searchword" else ""
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM generate_series(%s, %s) AS copy, "
        f"{group}_{table} ORDER BY copy, {model._meta.pk.column} {twice}",
        [copies.start, copies.stop - 1],
    )


def _value(
    field: models.Field[Any, Any], numbers: dict[str, str], shifts: dict[type[models.Model], int]
) -> str:
    """Return what a copied row has in this column; ``copy`` is the number of the copy."""
    column, points_to = f'"{field.column}"', field.model if field.primary_key else field.related_model
    if field.primary_key and field.related_model:
        points_to = field.related_model
    if points_to in shifts and isinstance(points_to, type):
        target = points_to._meta.pk
        while target.related_model and isinstance(target.related_model, type):
            points_to, target = target.related_model, target.related_model._meta.pk
        if isinstance(target, models.UUIDField):
            return f"md5({column}::text || copy)::uuid"
        return f"{column} + copy * {shifts[points_to]}"
    if told_by := numbers.get(field.column):
        digits = "tail" if told_by == "tail" else _TAIL.format(told_by)
        own = f"(own_number + copy * {shifts[Job]})::text"
        return f"CASE WHEN {digits} <> '' THEN left({column}, -length({digits})) || {own} ELSE {column} END"
    return column
