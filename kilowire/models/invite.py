"""The model ``Invite``: somebody whom the owner invited, and who has no account yet."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models

from kilowire.models.user import Role


class InviteQuerySet(models.QuerySet["Invite"]):
    def open(self) -> Self:
        """Those that were neither used nor withdrawn; some of them may have run out."""
        return self.filter(used_at=None, withdrawn_at=None)

    def live(self, at: datetime) -> Self:
        """Those whose link opens at this instant."""
        return self.open().filter(ends_at__gt=at)


class Invite(models.Model):
    """A person whom the owner invited by mail. The link's token is derived from the row and not stored.

    One that was used, withdrawn, or not used until ``ends_at``, opens nothing.
    """

    email = models.EmailField("email")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=8, choices=Role.choices)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = InviteQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invite_has_a_known_role"),
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(used_at=None, withdrawn_at=None),
                name="one_open_invite_for_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name
