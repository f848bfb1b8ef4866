"""A tag for the addresses of a job's pages, of which one page shows dozens."""

from __future__ import annotations

from django import template
from django.urls import reverse

from jobs.job_page.lines import address_of

register = template.Library()


@register.simple_tag
def job_url(name: str, job_number: str, *arguments: object) -> str:
    """Return what ``url`` returns, from what is kept by name and arguments besides the job number."""
    kept = address_of(" ".join([name, *map(str, arguments)]), job_number)
    return kept or reverse(name, args=[job_number, *arguments])
