"""The models ``Tries`` and ``FailedSignIns``: how often something was tried, and how often in vain."""

from __future__ import annotations

from django.db import models


class Tries(models.Model):
    """The count of one limit until ``ends_at``, in seconds since 1970; after that it begins anew.

    Only ``kilowire.floor.limits`` writes it. ``key`` is the SHA-256 of what is counted, so that neither an
    address nor an email is stored.
    """

    key = models.CharField(max_length=64, primary_key=True)
    used = models.PositiveIntegerField()
    ends_at = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]


class FailedSignIns(models.Model):
    """Failures of one account in one hour; ``account`` is a user's id, or 0 for addresses that nobody has.

    No foreign key, so that both kinds are counted in the same way.
    """

    account = models.PositiveBigIntegerField()
    hour = models.DateTimeField(db_index=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "hour"], name="failures_are_counted_once_an_hour"),
        ]
