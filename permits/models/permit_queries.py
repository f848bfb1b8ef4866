"""Queries over many permits: which are open, and for which a deadline has been reached."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from jobs.models import InstallationRecord, OpenItem
from jobs.models.visibility import JobFileQuerySet
from permits.item_facts import PREFIX


class PermitQuerySet(JobFileQuerySet):
    def live(self) -> Self:
        """Applied for or issued, and not ended."""
        return self.filter(ended_on=None)

    def required(self) -> Self:
        return self.filter(required=True)

    def in_hand(self) -> Self:
        """Live, and not closed by its final."""
        return self.filter(ended_on=None, finaled_on=None)

    def awaiting_issue(self) -> Self:
        return self.filter(ended_on=None, finaled_on=None, issued_on=None)

    def without_paper(self) -> Self:
        """Issued, and the city's permit document is not on file yet."""
        return self.filter(ended_on=None, issued_on__isnull=False, document=None)

    def lapsing_by(self, day: date) -> Self:
        return self.filter(lapses_on__lte=day)

    def with_work_recorded(self) -> Self:
        """Issued with no start of work recorded, although the job's installation record has one."""
        records = InstallationRecord.objects.filter(job=OuterRef("job"))
        return self.in_hand().filter(Exists(records), issued_on__isnull=False, work_started_on=None)

    def with_silence_to_note(self, today: date) -> Self:
        noted = Q(silence_noted_on=F("answer_due_on"), silence_noted_on__isnull=False)
        return self.filter(~noted, answer_due_on__lte=today, job__cancelled_on=None)

    def with_lapse_to_note(self, near: date) -> Self:
        noted = Q(lapse_noted_on=F("lapses_on"), lapse_noted_on__isnull=False)
        return self.filter(~noted, lapses_on__lte=near, job__cancelled_on=None)

    def with_items_to_show(self) -> Self:
        """Open permits that have no open item, and permits without a number on cancelled jobs."""
        items = OpenItem.objects.filter(job=OuterRef("job"))
        unwound = items.filter(key=Concat(Value(f"{PREFIX}unwind:"), Cast(OuterRef("pk"), CharField())))
        return self.in_hand().filter(
            Q(~Exists(items.open().filter(key__startswith=PREFIX)), job__cancelled_on=None)
            | Q(~Exists(unwound), job__cancelled_on__isnull=False, number="", application_number="")
        )
