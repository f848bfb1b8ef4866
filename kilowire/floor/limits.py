"""Limits on how often something may be tried, counted in the database by one statement for each try.

So many tries at once never pass a limit together, whichever process answers them, and a count is never thrown
away before its time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import connection
from django.db.models import F
from django.utils import timezone

from kilowire.models import Tries

_TABLE = Tries._meta.db_table
_TAKE = f"""
    INSERT INTO {_TABLE} (key, used, ends_at) VALUES (%(key)s, 1, %(ends_at)s)
    ON CONFLICT (key) DO UPDATE SET
        used = CASE WHEN {_TABLE}.ends_at <= %(now)s THEN 1 ELSE {_TABLE}.used + 1 END,
        ends_at = CASE WHEN {_TABLE}.ends_at <= %(now)s THEN excluded.ends_at ELSE {_TABLE}.ends_at END
    WHERE {_TABLE}.ends_at <= %(now)s OR {_TABLE}.used < %(tries)s
    RETURNING ends_at
"""  # noqa: S608 - the table's name is ours


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in so many seconds, counted from the first of them."""

    tries: int
    seconds: int


class TooManyTries(Exception):
    """The limit is reached; ``retry_after`` is the number of seconds until it is not."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"too many tries, {retry_after} s to wait")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Taken:
    """One try that was counted."""

    key: str
    ends_at: int

    def give_back(self) -> None:
        """Take the try out of the count again, because it was no failure."""
        Tries.objects.filter(key=self.key, ends_at=self.ends_at, used__gt=0).update(used=F("used") - 1)


def take(limit: Limit, *counted: object) -> Taken:
    """Count one try of what ``counted`` names; ``TooManyTries`` once the limit is reached.

    Call it outside the transaction of an act that may fail, since the count is undone with it.
    """
    now = _now()
    key = hashlib.sha256("\0".join(map(str, counted)).encode()).hexdigest()
    values: dict[str, str | int] = {
        "key": key,
        "ends_at": now + limit.seconds,
        "now": now,
        "tries": limit.tries,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        row = cursor.fetchone()
    if row is None:
        ends_at = Tries.objects.filter(key=key).values_list("ends_at", flat=True).first() or now
        raise TooManyTries(max(1, ends_at - now))
    return Taken(key, row[0])


def remove_ended() -> None:
    """Remove the counts that are over."""
    Tries.objects.filter(ends_at__lte=_now()).delete()


def _now() -> int:
    return int(timezone.now().timestamp())
