"""Celery task that follows a change of the company's record."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from jobs.models import CompanyRecord
from kilowire.floor import error_page_files


@shared_task(name="jobs.tasks.write_error_pages")
def write_error_pages() -> None:
    """Write the pages of nginx and gunicorn with the name and phone number in force today."""
    company = CompanyRecord.objects.filter(effective_from__lte=timezone.localdate()).first()
    error_page_files.write(company.name if company else "", company.phone if company else "")
