"""Turns what the database refuses into one plain sentence; no constraint's name reaches a person.

An app names the constraints that a form can run into in its module ``constraint_sentences``, each with its
sentence. Any other one is logged as an error and said in general words.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError, models

from kilowire.floor.refusals import Refused

logger = logging.getLogger(__name__)
CONTRADICTS = (
    "This contradicts what is on file, perhaps since somebody else changed it a moment ago. "
    "Nothing was saved: open the page again, compare, and send it once more."
)
TOO_LARGE = "A number or a day in this form is beyond what can be recorded. Correct it and send it again."
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?:index '(?P<index>\w+)'|(?P<columns>[\w., ]+))")
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (?P<name>\w+)")


@dataclass(frozen=True)
class Sentence:
    """What is said where this constraint refuses a row, and the form field that it is about."""

    words: str
    field: str | None = None


_sentences: dict[str, Sentence] = {}


def say(constraint: str, words: str, *, field: str | None = None) -> None:
    """Register the sentence of a constraint, or of ``table.column`` where one column is unique."""
    _sentences[constraint] = Sentence(words, field)


def sentence_of(constraint: str) -> Sentence:
    """Return the sentence of a constraint; a general one where no app has registered one."""
    return _sentences.get(constraint, Sentence(CONTRADICTS))


def with_a_sentence() -> frozenset[str]:
    """Return the names of the constraints that have a sentence of their own."""
    return frozenset(_sentences)


@contextmanager
def database_refusals() -> Iterator[None]:
    """Raise what the database refuses within as ``Refused``."""
    try:
        yield
    except IntegrityError as error:
        raise _refusal_of(error) from error
    except (DataError, OverflowError) as error:
        logger.exception("A form carried a value beyond what its column takes")
        raise Refused(TOO_LARGE) from error


def _refusal_of(error: IntegrityError) -> Refused:
    name = constraint_of(error)
    if name not in _sentences:
        logger.error(
            "A form ran into the constraint %s, for which no app has a sentence", name, exc_info=error
        )
    sentence = sentence_of(name)
    return Refused(sentence.words, field=sentence.field)


def constraint_of(error: DatabaseError) -> str:
    """Return the name of the constraint that refused, ``table.column`` for a unique column; else nothing."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        return _of_postgresql(str(diagnosis.constraint_name or ""), str(diagnosis.table_name or ""))
    text = str(error)
    if checked := _SQLITE_CHECK.search(text):
        return checked["name"]
    unique = _SQLITE_UNIQUE.search(text)
    if unique is None:
        return text if re.fullmatch(r"\w+", text) else ""  # a trigger says its name alone
    return unique["index"] or _unique_over(unique["columns"].split(", "))


def _of_postgresql(name: str, table: str) -> str:
    for model in apps.get_models():
        if model._meta.db_table == table:
            for field in model._meta.local_fields:
                if field.unique and name.startswith(f"{table}_{field.column}_"):
                    return f"{table}.{field.column}"
    return name


def _unique_over(columns: list[str]) -> str:
    """SQLite names columns: return the constraint of the model that has just these."""
    table = columns[0].partition(".")[0]
    names = {column.partition(".")[2] for column in columns}
    for model in apps.get_models():
        if model._meta.db_table == table:
            columns_of = {field.name: field.column for field in model._meta.local_fields}
            for constraint in model._meta.constraints:
                if isinstance(constraint, models.UniqueConstraint) and names == {
                    columns_of[field] for field in constraint.fields
                }:
                    return constraint.name
    return columns[0]
