"""The model ``Tries``: how often something with a limit was tried."""

from __future__ import annotations

from django.db import models


class Tries(models.Model):
    """The count of one limit until ``ends_at``, in seconds since 1970; after that it begins anew.

    Only ``kilowire.floor.limits`` writes it. ``key`` is the SHA-256 of what is counted, so that neither an
    address nor an e-mail is stored.
    """

    key = models.CharField(max_length=64, primary_key=True)
    used = models.PositiveIntegerField()
    ends_at = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
