"""What permits need now, one query for each need: the rows, and the day by which they are sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from jobs.models import Job, VisitOrder
from jobs.road.stages import Kind, Stage
from kilowire.models import User
from permits.clocks import PERMIT_WARNING_DAYS
from permits.models import Correction, Inspection, Permit
from permits.models.permit_queries import PermitQuerySet

NO_DAY = date(9999, 12, 31)
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Need:
    """One need. ``day``: heading of the column that sorts the list; ``says``: what an empty list shows."""

    key: str
    label: str
    day: str
    says: str
    rows: Callable[[User, date], Rows]


def _permits(user: User) -> PermitQuerySet:
    return Permit.objects.visible_to(user)


def _by_day(rows: Rows, day: Any) -> Rows:
    return rows.annotate(due_on=Coalesce(day, Value(NO_DAY))).order_by("due_on", "pk")


def _of_permit(rows: Rows) -> Rows:
    return rows.filter(permit=OuterRef("pk"))


def _first_day(rows: Rows, column: str) -> Subquery:
    return Subquery(_of_permit(rows).order_by(column).values(column)[:1])


def _answers(user: User, today: date) -> Rows:
    notices = Correction.objects.open()
    return _by_day(
        _permits(user).in_hand().filter(Exists(_of_permit(notices))), _first_day(notices, "asked_on")
    )


def _mending(user: User, today: date) -> Rows:
    failed = Inspection.objects.to_mend()
    return _by_day(
        _permits(user).in_hand().filter(Exists(_of_permit(failed))), _first_day(failed, "decided_on")
    )


def _awaited(user: User, today: date) -> Rows:
    awaited = Inspection.objects.awaiting_result()
    return _by_day(
        _permits(user).in_hand().filter(Exists(_of_permit(awaited))), _first_day(awaited, "scheduled_on")
    )


def _finals_to_ask(user: User, today: date) -> Rows:
    """Return permits ready for a final: circuit in, adapter set where the city wants it, none asked for."""
    rows = _permits(user).in_hand().filter(issued_on__isnull=False, job__cancelled_on=None)
    asked_or_failed = _of_permit(
        Inspection.objects.finals().filter(Q(result="") | Q(result="failed", mended_on=None))
    )
    first_passed = Exists(_of_permit(Inspection.objects.finals().passed()))
    adapter_first = Q(jurisdiction__visit_order=VisitOrder.SET_BEFORE_FINAL) | Q(
        first_passed, jurisdiction__visit_order=VisitOrder.TWO_FINALS
    )
    rows = rows.filter(~Exists(asked_or_failed), job__circuit_installed_on__isnull=False)
    rows = rows.exclude(adapter_first, job__adapter_set_on=None)
    since = Case(When(adapter_first, then=F("job__adapter_set_on")), default=F("job__circuit_installed_on"))
    return _by_day(rows, since)


def _with_the_city(user: User, today: date) -> Rows:
    notices = _of_permit(Correction.objects.open())
    rows = _permits(user).awaiting_issue().filter(~Exists(notices), job__cancelled_on=None)
    return _by_day(rows, F("answer_due_on"))


def _lapsing(user: User, today: date) -> Rows:
    near = today + timedelta(days=PERMIT_WARNING_DAYS)
    return _by_day(_permits(user).lapsing_by(near).filter(job__cancelled_on=None), F("lapses_on"))


def _papers(user: User, today: date) -> Rows:
    return _by_day(_permits(user).without_paper(), F("issued_on"))


def _cards(user: User, today: date) -> Rows:
    missing = Inspection.objects.without_card().filter(permit__ended_on=None)
    rows = _permits(user).filter(pk__in=missing.values("permit"))
    return _by_day(rows, _first_day(missing, "decided_on"))


def _to_apply_for(user: User, today: date) -> Rows:
    jobs = Job.objects.visible_to(user).open().at_stage(Stage.PERMIT).exclude(kind=Kind.REMOVAL)
    live = Permit.objects.live().filter(job=OuterRef("pk"))
    return _by_day(jobs.filter(~Exists(live)), F("agreed_on"))


NEEDS = {
    need.key: need
    for need in (
        Need(
            "apply",
            "To apply for",
            "Contract signed",
            "Every job with a contract has its application.",
            _to_apply_for,
        ),
        Need("answer", "Corrections", "Asked", "The city waits for no answer of ours.", _answers),
        Need("city", "With the city", "Silence counts", "No application waits for the city.", _with_the_city),
        Need("mend", "Failed", "Failed", "Nothing that an inspector found is left to mend.", _mending),
        Need(
            "ask",
            "Final to ask for",
            "Ready since",
            "No job waits for us to ask for its final.",
            _finals_to_ask,
        ),
        Need("inspection", "Inspections", "City comes", "The city is asked for no inspection.", _awaited),
        Need("lapse", "About to lapse", "Last day", "No permit lapses in the next 30 days.", _lapsing),
        Need("paper", "Papers to file", "Issued", "Every permit has the city's paper on file.", _papers),
        Need("card", "Cards to file", "Passed", "Every final has its signed card on file.", _cards),
    )
}
