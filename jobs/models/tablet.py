"""The technicians' tablets: who has which, what it still holds, and whether it is to forget it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kilowire.models import User


class Forget(models.TextChoices):
    """What a tablet does at its next contact: send first, or delete at once, unsent work too."""

    WHEN_SENT = "when_sent", "Send what it holds, then forget"
    AT_ONCE = "at_once", "Forget at once, unsent work too"


class TabletQuerySet(models.QuerySet[Any]):
    def holding(self) -> Self:
        """Tablets on which something is unsent, the oldest first."""
        return self.filter(held_count__gt=0).order_by("held_since")

    def holding_since(self, instant: datetime) -> Self:
        """Tablets that hold something since then or longer."""
        return self.holding().filter(held_since__lte=instant)

    def visible_to(self, user: User) -> Self:
        """Office and owner see all, a technician their own, a stranger none."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self if user.is_office else self.filter(user=user)

    def by_need(self) -> Self:
        """What is unsent longest first; then those that hold nothing, the last heard of first."""
        return self.order_by(F("held_since").asc(nulls_last=True), "-last_contact_at")


class Tablet(models.Model):
    """One browser on one device. Its id is its own; ``held`` is what it last said that it still holds.

    ``held`` is a list of ``{"job", "kind", "what", "since", "state"}``: numbers and kinds, no personal data.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tablets")
    label = models.CharField(max_length=80, blank=True)
    app_version = models.CharField(max_length=40, blank=True)
    first_contact_at = models.DateTimeField(auto_now_add=True)
    last_contact_at = models.DateTimeField()
    held = models.JSONField(default=list)
    held_count = models.PositiveIntegerField(default=0)
    held_since = models.DateTimeField(null=True)
    room_mb = models.PositiveIntegerField(null=True)
    keeps_storage = models.BooleanField(null=True)
    forget = models.CharField(max_length=10, choices=Forget.choices, blank=True)
    forget_asked_at = models.DateTimeField(null=True)
    forget_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    forgotten_at = models.DateTimeField(null=True)

    objects = TabletQuerySet.as_manager()

    class Meta:
        ordering = ["-last_contact_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(forget__in=["", *Forget.values]), name="tablet_forgets_in_a_known_way"
            ),
            models.CheckConstraint(
                condition=Q(forget="", forget_asked_at=None)
                | (~Q(forget="") & Q(forget_asked_at__isnull=False)),
                name="tablet_to_forget_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(held_count=0, held_since=None) | Q(held_count__gt=0, held_since__isnull=False),
                name="tablet_that_holds_something_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.id)[:8]
