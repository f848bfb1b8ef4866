"""Who may see a row that belongs to a job: ``visible_to(user)``, the only way to an object in a view."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from jobs.models.job import Job
from kilowire.models import User


class JobFileQuerySet(models.QuerySet[Any]):
    """Rows that belong to a job, of this app or another; ``job_path`` leads from the row to its job."""

    job_path = "job"
    field_kinds: frozenset[str] | None = None
    """Where only some kinds of these rows are for technicians: those kinds."""

    def visible_to(self, user: User) -> Self:
        """Office and owner see all; a technician the files of the jobs assigned to them; a stranger none."""
        if user.is_authenticated and user.is_active and user.is_office:
            return self
        theirs = self if self.field_kinds is None else self.filter(kind__in=self.field_kinds)
        return theirs.filter(**{f"{self.job_path}__in": Job.objects.visible_to(user)})

    def of(self, job: Job) -> Self:
        return self.filter(**{self.job_path: job})
