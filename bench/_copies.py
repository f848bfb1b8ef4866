"""Copies the rows of chosen jobs, table by table, by one SQL statement for each table.

The temporary table ``chosen`` holds id, number and site of the jobs, and the digits of the number. A
copied key is the old one plus the copy's number times the table's shift; a key that is a UUID is hashed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain
from re import sub
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.utils import CursorWrapper

from jobs.models import Job, SearchWord, Site
from jobs.search.services.search import reasons_of, words_of_job
from kilowire.floor.normal.columns import NumberKeyColumn
from kilowire.floor.row_rules import chunks

NUMBERS = {
    "jobs_job": {"number"},
    "jobs_adapter": {"serial"},
    "jobs_coverage": {"serial"},
    "jobs_reference": {"value"},
    "jobs_installationrecord": {"charger_serial"},
    "jobs_utilityaccount": {"account_number", "meter_number"},
    "assessments_assessment": {"meter_number"},
    "permits_permit": {"number", "application_number"},
    "utility_requests_utilityrequest": {
        "number", "account_number", "bill_meter_number", "meter_face_number",
    },
    "utility_requests_sitevisit": {"serial_seen"},
}  # fmt: skip
"""By table: the columns with numbers that no two jobs share; ``renumbered`` says what they become."""
_ANY_NUMBER = "75319024680"
"""Stands for the number of a copy in the words of a job."""


def renumbered(value: str, own: str, new: str) -> str:
    """Return a number of the job ``own`` as the job ``new`` has it: with its digits within, or at the end."""
    return value.replace(own, new) if own in value else sub("[0-9]+$", new, value)


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
    """Choose the jobs whose rows ``set_aside`` takes, for a while; yield how many they are."""
    cursor.execute(
        "CREATE TEMP TABLE chosen AS SELECT id, number, site_id, substring(number FROM '[0-9]+$') AS own "
        f"FROM jobs_job WHERE {condition}"
    )
    number = cursor.rowcount
    cursor.execute("ANALYZE chosen")
    yield number
    cursor.execute("DROP TABLE chosen")


def set_aside(cursor: CursorWrapper, model: type[models.Model], group: str) -> None:
    """Put the rows of the chosen jobs into the temporary table ``<group>_<table>``."""
    if model is SearchWord:
        _set_words_aside(cursor, group)
        return
    table = model._meta.db_table
    own = "w.id" if model is Job else "w.job_id"
    extra = f", (SELECT own FROM chosen WHERE id = {own}) AS own" if table in NUMBERS else ""
    rows = f"{table} w WHERE w.{_rows(model, copied_models())}"
    cursor.execute(f"CREATE TEMP TABLE {group}_{table} AS SELECT w.*{extra} FROM {rows}")


def _set_words_aside(cursor: CursorWrapper, group: str) -> None:
    """Put the search words aside, with the place in each where the number of a copy stands."""
    table = f"{group}_{SearchWord._meta.db_table}"
    cursor.execute(f"CREATE TEMP TABLE {table} (id serial, job_id bigint, own text, word text, rest text)")
    cursor.execute("SELECT id FROM chosen")
    chosen = Job.objects.filter(pk__in=[pk for (pk,) in cursor.fetchall()])
    for jobs in chunks(chosen.select_related("site").prefetch_related("people", "references")):
        reasons = reasons_of(jobs)
        rows = [row for job in jobs for row in _words(job, reasons[job.pk])]
        values = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
        cursor.execute(
            f"INSERT INTO {table} (job_id, own, word, rest) VALUES {values}", list(chain.from_iterable(rows))
        )


def _words(job: Job, reasons: list[str]) -> Iterator[tuple[int, str, str, str | None]]:
    own = job.number.rpartition("-")[2]
    numbers = [renumbered(each.value, own, _ANY_NUMBER) for each in job.references.all()]
    job.number = renumbered(job.number, own, _ANY_NUMBER)
    for word in words_of_job(job, job.people.all(), numbers, reasons):
        before, number, after = word.partition(_ANY_NUMBER)
        yield job.pk, own, before, after if number else None


def write_copies(
    cursor: CursorWrapper,
    model: type[models.Model],
    group: str,
    copies: range,
    shifts: dict[type[models.Model], int],
) -> None:
    """Write the rows set aside once for each number, the rows of one copy together."""
    table = model._meta.db_table
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field, shifts) for field in fields)
    # A number of the copy may be a word of its address too.
    twice = "ON CONFLICT DO NOTHING" if model is SearchWord else ""
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM generate_series(%s, %s) AS copy, "
        f"{group}_{table} ORDER BY copy, {model._meta.pk.column} {twice}",
        [copies.start, copies.stop - 1],
    )


def _value(field: models.Field[Any, Any], shifts: dict[type[models.Model], int]) -> str:
    """Return what a copied row has in this column; ``copy`` is the number of the copy."""
    column, points_to = f'"{field.column}"', field.model if field.primary_key else field.related_model
    if field.primary_key and field.related_model:
        points_to = field.related_model
    if points_to in shifts and isinstance(points_to, type):
        return _shifted(column, points_to, shifts)
    new = f"(own::bigint + copy * {shifts[Job]})::text"
    if (field.model, field.name) == (SearchWord, "word"):
        return f"word || CASE WHEN rest IS NULL THEN '' ELSE {new} || rest END"
    said = field.of if isinstance(field, NumberKeyColumn) else field.name
    if said in NUMBERS.get(field.model._meta.db_table, ()):
        digits = f"length(coalesce(substring({said} FROM '[0-9]+$'), ''))"
        return (
            f"CASE WHEN strpos({said}, own) > 0 THEN replace({column}, own, {new}) "
            f"WHEN {digits} > 0 THEN left({column}, -{digits}) || {new} ELSE {column} END"
        )
    return column


def _shifted(column: str, points_to: type[models.Model], shifts: dict[type[models.Model], int]) -> str:
    target = points_to._meta.pk
    while target.related_model and isinstance(target.related_model, type):
        points_to, target = target.related_model, target.related_model._meta.pk
    if isinstance(target, models.UUIDField):
        return f"md5({column}::text || copy)::uuid"
    return f"{column} + copy * {shifts[points_to]}"
