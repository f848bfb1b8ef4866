"""The utility desk as a test goes to it: where a page is, and what it says."""

from __future__ import annotations

import re

from django.urls import reverse

from jobs.models import Job
from tests.builders.cast import signed_in


def url(name: str, job: Job, *more: object) -> str:
    return reverse(f"utility_requests:{name}", args=[job.number, *more])


def words(html: str) -> str:
    """What is on the page for people: without tags and their attributes."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def tab(job: Job, key: str = "olive") -> str:
    answer = signed_in(key).get(url("utility_request", job))
    assert answer.status_code == 200
    return words(answer.content.decode())
