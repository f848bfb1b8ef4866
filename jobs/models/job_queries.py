"""Questions over many jobs: who may see them, which are on the road, and which need somebody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self, TypeVar

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, QuerySet

from jobs.models.road_checks import waived
from jobs.road.stages import Stage
from kilowire.models import User

Row = TypeVar("Row", bound=Model)
# Named one by one: the index by stage answers which stages, not which not.
ON_THE_ROAD = tuple(s.value for s in Stage if s not in (Stage.DONE, Stage.WARRANTY))


class JobQuerySet(QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """Office and owner see all; a technician the jobs booked for them; a stranger none."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.is_office:
            return self
        return self.filter(pk__in=user.bookings.filter(released_at=None).values("appointment__job"))

    def ever_assigned_to(self, user: User) -> Self:
        """Jobs that a technician was ever booked for: evidence is taken though they no longer are.

        Only the tablet's doors for what it sends ask this way.
        """
        if not (user.is_authenticated and user.is_field):
            return self.none()
        return self.filter(pk__in=user.bookings.values("appointment__job"))

    def open(self) -> Self:
        """Jobs on the road: not cancelled, and not past the close-out."""
        return self.filter(cancelled_on=None, stage__in=ON_THE_ROAD)

    def at_stage(self, stage: str) -> Self:
        return self.filter(stage=stage)

    def that_do_not_add_up(self) -> Self:
        """Jobs with something recorded whose groundwork does not stand."""
        return self.filter(does_not_add_up=True)

    def held(self) -> Self:
        return self.filter(held_on__isnull=False)

    def cancelled(self) -> Self:
        return self.filter(cancelled_on__isnull=False)

    def waiting_on(self, party: str) -> Self:
        """Jobs on which this party owes the next act, or one of them."""
        items = apps.get_model("jobs.OpenItem").objects
        return self.filter(pk__in=items.filter(ended_on=None, party=party).values("job"))

    def waiting_on_nobody(self) -> Self:
        """Jobs on the road on which nobody owes anything by an open item or a booked visit."""
        items, visits = (apps.get_model("jobs", name).objects for name in ("OpenItem", "Appointment"))
        here = OuterRef("pk")
        return self.open().filter(
            ~Exists(items.filter(job=here, ended_on=None)),
            ~Exists(visits.filter(job=here, outcome="")),
            held_on=None,
        )

    def matching(self, terms: Iterable[str]) -> Self:
        """Jobs of whose search words some begin with each of these terms."""
        found = self
        for term in terms:
            words = apps.get_model("jobs.SearchWord").objects.filter(word__startswith=term)
            found = found.filter(pk__in=words.values("job"))
        return found

    def that_went_on_without(self) -> Self:
        """Jobs with a waived step."""
        return self.filter(waived())

    def for_board(self) -> Self:
        """With the site: a card and a line of the list say where it is."""
        return self.select_related("site")

    def for_page(self) -> Self:
        """With the site, its city and utility, and the utility account: what the job's page shows of them."""
        return self.select_related("site__jurisdiction", "site__utility", "utility_account")

    def unsettled(self) -> Self:
        """Cancelled jobs with something left to unwind."""
        return self.filter(cancelled_on__isnull=False, settled_on=None)
