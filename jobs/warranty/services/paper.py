"""The frozen context of the warranty certificate."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from jobs.models import (
    Coverage,
    Job,
)
from jobs.papers.services.record_shape import day, record_context, section


def warranty_context(job: Job, coverages: list[Coverage], on: date) -> dict[str, Any]:
    table = {
        "head": [_("What"), _("By whom"), _("From"), _("Until"), _("Registration")],
        "rows": [
            [
                coverage.covers,
                coverage.by,
                day(coverage.starts_on),
                day(coverage.until_on) if coverage.until_on else _("ask the maker"),
                coverage.registration_number
                or (day(coverage.registered_on) if coverage.registered_on else "–"),
            ]
            for coverage in coverages
        ],
    }
    ours = next(coverage for coverage in coverages if coverage.kind == "workmanship")
    return record_context(
        job,
        on,
        summary=_("Our workmanship is covered until %(day1)s.") % {"day1": day(ours.until_on)},
        sections=[section(_("Coverage"), [], table=table)],
    )
