"""What every table must keep, whichever app it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kilowire.floor.normal.columns import NumberKeyColumn
from kilowire.floor.row_rules import chunks, row_rule
from kilowire.models import Leased

Column = TypeVar("Column", bound="models.Field[Any, Any]")
LATE = timedelta(days=1)
"""A row that a worker should have done so long ago is stuck: the sweeper rings every few minutes."""


@row_rule("Every key leads to a row that is there.")
def keys_lead_to_rows() -> Iterator[models.Model]:
    for model, field in _columns(models.ForeignKey):
        target = field.target_field
        there = Exists(target.model._base_manager.filter(**{target.name: OuterRef(field.attname)}))
        rows = model._base_manager.filter(~there, **{f"{field.attname}__isnull": False})
        yield from chain.from_iterable(chunks(rows.only("pk")))


@row_rule("The normal form of every number is that of the number beside it.")
def normal_forms_are_those_of_their_numbers() -> Iterator[models.Model]:
    for model, field in _columns(NumberKeyColumn):
        for chunk in chunks(model._base_manager.only("pk", field.name, field.of)):
            yield from (row for row in chunk if getattr(row, field.name) != field.key_of(row))


@row_rule("Nothing that a worker should do has waited for a day.")
def workers_do_what_is_due() -> Iterator[models.Model]:
    for model in apps.get_models():
        if issubclass(model, Leased):
            due = Q(status__in=("waiting", model.AT_WORK), due_at__lt=timezone.now() - LATE)
            yield from chain.from_iterable(chunks(model._base_manager.filter(due).only("pk")))


def _columns(kind: type[Column]) -> Iterator[tuple[type[models.Model], Column]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, kind):
                yield model, field
