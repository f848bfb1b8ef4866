"""How long stages usually take: medians over our own closed jobs, counted anew each night."""

from __future__ import annotations

from django.db import models

from jobs.road.stages import Milestone


class UsualTime(models.Model):
    """The median of the days until a milestone, over so many closed jobs of this kind."""

    kind = models.CharField(max_length=12)
    milestone = models.CharField(max_length=20, choices=[(m.value, m.value) for m in Milestone])
    jobs = models.PositiveIntegerField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "milestone"], name="usual_time_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.milestone}: {self.days} days"
