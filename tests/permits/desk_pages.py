"""Where a page of the permit desk is."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jobs.models import Job


def url(name: str, job: Job, *more: Any) -> str:
    return reverse(f"permits:{name}", args=[job.number, *more])
