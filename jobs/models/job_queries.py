"""Queries over many jobs: who may see them, which are under way, and which wait for somebody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any, Self, TypeVar

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from jobs.models.road_checks import waived
from jobs.road.stages import Stage
from kilowire.models import User

Row = TypeVar("Row", bound=Model)
SEEN_FOR = timedelta(days=30)
# The open stages by name: ``stage IN (…)`` uses the index; ``NOT IN`` does not.
ON_THE_ROAD = tuple(s.value for s in Stage if s not in (Stage.DONE, Stage.WARRANTY))


class JobQuerySet(QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """Office and owner see all; a technician the jobs they are booked on; a stranger none.

        A technician's right ends ``SEEN_FOR`` after their last appointment there, and returns with a new one.
        """
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.is_office:
            return self
        booked = user.bookings.filter(released_at=None, ends_at__gte=timezone.now() - SEEN_FOR)
        return self.filter(pk__in=booked.values("appointment__job"))

    def ever_assigned_to(self, user: User) -> Self:
        """Jobs that a technician was ever booked on: a tablet may send evidence after the booking ended.

        Only the views that receive what a tablet sends may use it.
        """
        if not (user.is_authenticated and user.is_field):
            return self.none()
        return self.filter(pk__in=user.bookings.values("appointment__job"))

    def open(self) -> Self:
        """Jobs under way: not cancelled, and not past the close-out."""
        return self.filter(cancelled_on=None, stage__in=ON_THE_ROAD)

    def at_stage(self, stage: str) -> Self:
        return self.filter(stage=stage)

    def that_do_not_add_up(self) -> Self:
        """Jobs where a milestone is recorded before one it should follow, or where facts do not agree."""
        by_milestones = apps.get_model("jobs.Job").objects.filter(does_not_add_up=True)
        by_facts = apps.get_model("jobs.OpenItem").objects.open().that_must_agree().order_by()
        return self.filter(pk__in=by_milestones.order_by().values("pk").union(by_facts.values("job")))

    def held(self) -> Self:
        return self.filter(held_on__isnull=False)

    def cancelled(self) -> Self:
        return self.filter(cancelled_on__isnull=False)

    def waiting_on(self, party: str) -> Self:
        """Jobs with an open item on this party."""
        items = apps.get_model("jobs.OpenItem").objects
        return self.filter(pk__in=items.filter(ended_on=None, party=party).values("job"))

    def awaiting_visit_of(self, technician: int) -> Self:
        """Jobs with an appointment to come, or without an outcome yet, for which this user is booked."""
        bookings = apps.get_model("jobs.Booking").objects.filter(
            technician=technician, released_at=None, appointment__outcome=""
        )
        return self.filter(pk__in=bookings.values("appointment__job"))

    def waiting_on_nobody(self) -> Self:
        """Jobs under way and not on hold, without an open item and without an upcoming appointment."""
        items, visits = (apps.get_model("jobs", name).objects for name in ("OpenItem", "Appointment"))
        here = OuterRef("pk")
        return self.open().filter(
            ~Exists(items.filter(job=here, ended_on=None)),
            ~Exists(visits.filter(job=here, outcome="")),
            held_on=None,
        )

    def matching(self, readings: Sequence[Sequence[str]]) -> Self:
        """Jobs that have, for each term of one of these readings, a search word that begins with it.

        Without a reading, all jobs.
        """
        if not readings:
            return self
        first, *others = [_jobs_with(terms) for terms in readings]
        return self.filter(pk__in=first.union(*others) if others else first)

    def nearly_matching(self, terms: Sequence[str], misspelled: Sequence[Collection[str]]) -> Self:
        """Jobs that have, for each term, a search word that begins with it or is one of its spellings."""
        jobs = self
        for term, spellings in zip(terms, misspelled, strict=True):
            jobs = jobs.filter(pk__in=_with_word(Q(word__startswith=term) | Q(word__in=spellings)))
        return jobs

    def that_went_on_without(self) -> Self:
        """Jobs with a waived milestone."""
        return self.filter(waived())

    def for_board(self) -> Self:
        """Fetch the site too: the board's cards and the list's lines show where it is."""
        return self.select_related("site")

    def for_page(self) -> Self:
        """Fetch what the job page shows too: site, city, utility and utility account.

        Not what few jobs have or one tab shows: planning one more join costs more than a query by key.
        """
        return self.select_related("site__jurisdiction", "site__utility", "utility_account")

    def unsettled(self) -> Self:
        """Cancelled jobs with unwinding items still open."""
        return self.filter(cancelled_on__isnull=False, settled_on=None)


def _jobs_with(terms: Sequence[str]) -> QuerySet[Any, Any]:
    """Return the keys of the jobs that have a search word beginning with each term."""
    first, *others = [_with_word(Q(word__startswith=term)) for term in terms]
    for other in others:
        first = first.filter(job__in=other)
    return first


def _with_word(condition: Q) -> QuerySet[Any, Any]:
    return apps.get_model("jobs.SearchWord").objects.filter(condition).values("job")
