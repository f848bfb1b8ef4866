"""Builders whose rows a process remembers: the second test that asks for them has them written as they were.

A builder of jobs runs every service of the road, some hundred queries. What it writes depends on the rows
that are there and on what it is given; where both are the same as before, its statements are run again and
its files copied, and nothing is computed. It is built anew where a test wrote anything by other means, moved
the clock, or commits what it writes.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import time_machine
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from tests import clock
from tests.builders.empty_database import is_empty, number_from_one
from tests.builders.jacket_files import copied_back, kept_since, now_there

P = ParamSpec("P")
R = TypeVar("R")
NEW, UNKNOWN, EMPTY = "new", "unknown", "empty"
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
BEFORE_THE_MODULE = timedelta(minutes=2)  # remembered rows are older than each test of each module
PLAIN = (str, int, float, bool, type(None), date, timedelta, Decimal, bytes)


@dataclass
class _Built:
    """What one builder wrote on top of one state of the database, and what it gave back."""

    state: str
    ended: datetime
    statements: list[tuple[str, Any, bool]]
    after_commit: list[tuple[Any, bool]]
    files: Path | None
    result: Any


@dataclass
class _Memory:
    """The state of this test's database, and what this process has built so far."""

    state: str = UNKNOWN
    offset: float = 0.0
    built: dict[Any, _Built] = field(default_factory=dict)
    ended: dict[str, datetime] = field(default_factory=dict)
    statements: list[tuple[str, Any, bool]] = field(default_factory=list)
    rollbacks: int = 0
    depth: int = 0
    clocks: list[Any] = field(default_factory=list)


_memory = _Memory()


def begin() -> None:
    """Start a test: nobody has written anything yet."""
    if _notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(_notice)
    _memory.state, _memory.offset = NEW, clock.moved_by()
    _memory.statements, _memory.depth = [], 0


def remembered(build: Callable[P, R]) -> Callable[P, R]:
    """Build once for each state of the database and plain arguments; the rows returned are read fresh."""

    @functools.wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _may_remember():
            return build(*args, **kwargs)
        try:
            given = _plain(args), _plain(kwargs)
        except TypeError:  # a file, or another thing that is not the same twice
            return build(*args, **kwargs)
        key = (_memory.state, timezone.localdate(), build.__module__, build.__qualname__, *given)
        if before := _memory.built.get(key):
            return cast(R, _written_again(before))
        return _built(key, lambda: build(*args, **kwargs))

    return built


def _may_remember() -> bool:
    if _memory.state == NEW:
        _memory.state = EMPTY if connection.in_atomic_block and is_empty() else UNKNOWN
        if _memory.state == EMPTY:
            number_from_one()
            _memory.state = EMPTY
    moved = abs(clock.moved_by() - _memory.offset) > 1 and not _memory.depth
    return _memory.state != UNKNOWN and connection.in_atomic_block and not moved


def _built(key: tuple[Any, ...], build: Callable[[], R]) -> R:
    """Build a little before the module's own time, and keep what was written."""
    commits, files, rollbacks = len(connection.run_on_commit), now_there(), _memory.rollbacks
    first = len(_memory.statements)
    _memory.depth += 1
    try:
        with _at_the_time_of(key[0]):
            result, ended = build(), timezone.now()
    finally:
        _memory.depth -= 1
    if len(_memory.statements) == first:
        return result
    _memory.state = UNKNOWN
    try:
        kept = _kept(result)
    except TypeError:
        return result
    if _memory.rollbacks > rollbacks:
        return result
    _memory.state = state = f"{len(_memory.built)}"
    after = [(function, robust) for _, function, robust in cast(Any, connection.run_on_commit[commits:])]
    written = _memory.statements[first:]
    _memory.built[key] = _Built(state, ended, written, after, kept_since(files, state), kept)
    _ended(state, ended)
    return cast(R, _fresh(kept))


def _written_again(before: _Built) -> Any:
    with connection.cursor() as cursor:
        for sql, params, many in before.statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
    for function, robust in before.after_commit:
        cast(Any, connection.run_on_commit).append((set(connection.savepoint_ids), function, robust))
    copied_back(before.files)
    _memory.state = before.state
    _ended(before.state, before.ended)
    return _fresh(before.result)


def _notice(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Keep what a builder writes; after anything else that is written, the state is not known."""
    result = execute(sql, params, many, context)
    verb = sql.lstrip()[:8].upper()
    if verb.startswith(WRITES):
        _memory.state = UNKNOWN
        if _memory.depth:
            _memory.statements.append((sql, params, many))
    elif verb == "ROLLBACK":
        _memory.state = UNKNOWN
        _memory.rollbacks += 1
    return result


# ── the clock ──────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _at_the_time_of(state: str) -> Iterator[None]:
    """Go on when the state was built: a told clock begins anew with each module, the machine's does not."""
    if clock.CURRENT.module_began_at is None:
        yield
        return
    began = _memory.ended.get(state) or clock.CURRENT.module_began_at - BEFORE_THE_MODULE
    with time_machine.travel(began, tick=True) as told:
        _memory.clocks.append(told)
        try:
            yield
        finally:
            _memory.clocks.pop()


def _ended(state: str, ended: datetime) -> None:
    """Whoever builds on this state does it afterwards."""
    _memory.ended[state] = ended
    if _memory.clocks and timezone.now() < ended:
        _memory.clocks[-1].move_to(ended)


# ── arguments and results ──────────────────────────────────────────────────────────────────────────────


def _plain(given: Any) -> Any:
    """Equal for equal arguments; TypeError for what cannot be compared."""
    if isinstance(given, Model):
        values = {name: value for name, value in vars(given).items() if not name.startswith("_")}
        return given._meta.label, _plain(values)
    if isinstance(given, (list, tuple)):
        return type(given).__name__, tuple(_plain(each) for each in given)
    if isinstance(given, dict):
        return tuple((name, _plain(value)) for name, value in sorted(given.items()))
    if isinstance(given, PLAIN) or hasattr(given, "hex"):
        return type(given).__name__, given
    raise TypeError(type(given))


def _kept(result: Any) -> Any:
    """How to read the result again; TypeError for what is no row and no tuple of rows."""
    if result is None:
        return None
    if type(result) is tuple:
        return tuple(_kept(each) for each in result)
    if isinstance(result, Model):
        return type(result), result.pk
    raise TypeError(type(result))


def _fresh(kept: Any) -> Any:
    if kept is None:
        return None
    if kept and isinstance(kept[0], type):
        return cast(type[Model], kept[0])._base_manager.get(pk=kept[1])
    return tuple(_fresh(each) for each in kept)
