"""Columns that keep the normal form of another column, so that the database can compare and find by it."""

from __future__ import annotations

from typing import Any

from django.db import models

from kilowire.floor.normal.numbers import number_key


class NumberKeyColumn(models.CharField):  # type: ignore[type-arg]  # takes no type argument when it runs
    """The normal form of the number in the column ``of``, written whenever this column is.

    ``save(update_fields=…)`` names both columns.
    """

    def __init__(self, *, of: str, **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs["editable"] = False
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = self.key_of(model_instance)
        setattr(model_instance, self.attname, key)
        return key

    def key_of(self, row: models.Model) -> str:
        """Return the normal form of the number that the row has now."""
        return number_key(getattr(row, self.of) or "")[: self.max_length]
