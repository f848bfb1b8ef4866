"""Views of the board that somebody saved: its filters and the size of its cards, under a name."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from kilowire.models import User


class SavedViewQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Their own and the shared ones, for the office; none for anybody else."""
        if not (user.is_authenticated and user.is_active and user.is_office):
            return self.none()
        return self.filter(Q(by=user) | Q(shared=True))


class SavedView(models.Model):
    """``query`` is the query string of the board, such as ``?city=7&cards=full``."""

    name = models.CharField(max_length=40)
    query = models.CharField(max_length=300)
    shared = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["by", "name"], name="person_has_one_view_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def may_be_removed_by(self, user: User) -> bool:
        """Whether this user saved it, or is the owner and it is shared."""
        return self.by_id == user.pk or (self.shared and user.is_owner)
