"""Row locks: the first step of every service is a fresh copy of a row, locked until the transaction ends."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


def locked(row: M) -> M:
    """Lock the row and return a fresh copy of it; raise ``DoesNotExist`` where it is gone.

    The lock is ``FOR NO KEY UPDATE``, so that inserting rows that refer to this one never waits and two acts
    on one job cannot deadlock. SQLite's IMMEDIATE transactions lock everything.
    """
    return type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
