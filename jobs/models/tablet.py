"""The technicians' tablets: who has which, what each has not sent yet, and whether to erase it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kilowire.models import User


class Forget(models.TextChoices):
    """When a tablet erases its data: once it has sent its work, or at its next contact, unsent or not."""

    WHEN_SENT = "when_sent", "Send what it holds, then forget"
    AT_ONCE = "at_once", "Forget at once, unsent work too"


class TabletQuerySet(models.QuerySet[Any]):
    def holding(self) -> Self:
        """Tablets with unsent work, the oldest first."""
        return self.filter(held_count__gt=0).order_by("held_since")

    def holding_since(self, instant: datetime) -> Self:
        """Tablets whose oldest unsent work dates from this instant or before."""
        return self.holding().filter(held_since__lte=instant)

    def visible_to(self, user: User) -> Self:
        """Office and owner see all, a technician their own, a stranger none."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self if user.is_office else self.filter(user=user)

    def by_need(self) -> Self:
        """Longest unsent work first; then those with none, the latest contact first."""
        return self.order_by(F("held_since").asc(nulls_last=True), "-last_contact_at")


class Tablet(models.Model):
    """One browser on one device, which makes its own id. ``held`` is the unsent work that it last reported.

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
