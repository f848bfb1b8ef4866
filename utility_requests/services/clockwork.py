"""Which jobs the nightly task checks: a visit near or over, an item that may have changed, a late answer."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from jobs.directory.services.party_calendars import utility_calendar
from jobs.models import Job, OpenItem, Utility
from kilowire.floor.calendars import add_business_days
from utility_requests.models import UtilityRequest, VisitWindow
from utility_requests.readiness import DAYS_BEFORE_VISIT
from utility_requests.typical_time import UTILITY_TYPICAL_DAYS
from utility_requests.wanted import OUTCOME, OVERDUE, PREFIX, READINESS, SEAL, TITLE


def jobs_to_look_at(today: date) -> list[Job]:
    """Return jobs whose open items may be out of date: a day passed, or a photo or record came in."""
    told = OpenItem.objects.open().filter(job=OuterRef("pk"))
    over = VisitWindow.objects.passed_by(today).values("visit__job")
    going_on = UtilityRequest.objects.going_on().values("job")
    may_change = (
        OpenItem.objects.open().filter(Q(key__startswith=READINESS) | Q(key__in=[SEAL, TITLE])).values("job")
    )
    return list(
        Job.objects.filter(cancelled_on=None)
        .filter(
            Q(pk__in=_with_a_visit_near(today))
            | Q(pk__in=may_change)
            | (Q(pk__in=going_on) & ~Exists(told.filter(key__startswith=PREFIX)))
            | (Q(pk__in=over) & ~Exists(told.filter(key=OUTCOME)))
            | (Q(pk__in=_past_the_typical_time(today)) & ~Exists(told.filter(key=OVERDUE)))
        )
        .order_by("pk")
    )


def _with_a_visit_near(today: date) -> set[int]:
    """Return jobs whose visit is at most two of the utility's business days ahead."""
    near: set[int] = set()
    for utility in Utility.objects.exclude(programme=""):
        last = add_business_days(today, DAYS_BEFORE_VISIT, utility_calendar(utility))
        windows = VisitWindow.objects.coming(today).filter(starts_on__lte=last)
        near.update(windows.filter(visit__job__site__utility=utility).values_list("visit__job", flat=True))
    return near


def _past_the_typical_time(today: date) -> set[int]:
    """Return jobs whose application has been with the utility for longer than is typical."""
    late: set[int] = set()
    for utility in Utility.objects.exclude(programme=""):
        days = utility.typical_business_days or UTILITY_TYPICAL_DAYS
        sent_before = add_business_days(today, -days, utility_calendar(utility))
        requests = UtilityRequest.objects.filter(job__site__utility=utility, submitted_on__lte=sent_before)
        waiting = requests.waiting_for_answer() | requests.waiting_for_date()
        late.update(waiting.values_list("job", flat=True))
    return late
