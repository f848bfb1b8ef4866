"""What is covered until when, and what the homeowner can do on pages of their own, for the page of papers."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from jobs.models import Coverage, CoverageKind, Job, Person
from jobs.road.stages import Kind, Milestone
from kilowire.floor.days import plain_day


def may_send_own(job: Job) -> bool:
    """Whether photos of the homeowner's own choice are still useful: until our survey is complete."""
    return Milestone.SURVEYED not in job.standing and not job.cancelled_on


def may_claim(job: Job) -> bool:
    """Whether there is a charger of ours to claim for: once its job is closed out."""
    return Milestone.CLOSED_OUT in job.standing and job.kind != Kind.REMOVAL


def covered(job: Job, today: date) -> list[dict[str, str]]:
    """Return ``what``, ``by`` and ``until`` of each coverage; one in question says so in place of a day."""
    rows = Coverage.objects.of(job).filter(withdrawn_on=None)
    return [
        {
            "what": _(each.get_kind_display()),
            "covers": "" if each.kind == CoverageKind.WORKMANSHIP else each.covers,
            "by": each.by,
            "until": _until(each, today),
        }
        for each in rows
    ]


def _until(coverage: Coverage, today: date) -> str:
    if coverage.flagged_on:
        return _("in question, please ask us")
    if coverage.until_on is None:
        return _("ask its maker how long")
    words = {"day": plain_day(coverage.until_on, today)}
    return _("ended on %(day)s") % words if coverage.until_on < today else _("until %(day)s") % words


def pages_of(person: Person, *, is_helper: bool) -> list[tuple[str, str]]:
    """Return title and URL name of the pages that this person can use now."""
    job, pages = person.job, []
    if may_send_own(job):
        pages.append((_("Send us photos"), "from_homeowner:photos"))
    pages.append((_("Ask us"), "from_homeowner:ask"))
    pages.append((_("How we tell you"), "from_homeowner:wishes"))
    if is_helper:
        return pages
    if job.may_charge:
        pages.append((_("Charging your car"), "from_homeowner:charging"))
    if may_claim(job):
        pages.append((_("Something is wrong with the charger"), "from_homeowner:claim"))
    if Milestone.CLOSED_OUT in job.standing:
        pages.append((_("I have sold the house"), "from_homeowner:sold"))
    return pages
