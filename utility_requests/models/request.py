"""The application to the utility: its packet as it was sent, and the utility's answer."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from jobs.models import Job, JobKind, Upload
from jobs.models.visibility import JobFileQuerySet
from kilowire.models import User


class EndedAs(models.TextChoices):
    """How a request ended without the work being done."""

    RETURNED = "returned", "Returned"
    DENIED = "denied", "Denied"
    WITHDRAWN = "withdrawn", "Withdrawn by us"


class UtilityRequestQuerySet(JobFileQuerySet):
    def live(self) -> Self:
        """The request in force: not returned, denied or withdrawn."""
        return self.filter(ended_on=None)

    def going_on(self) -> Self:
        """Live requests of jobs that are not cancelled and whose adapter work is not done."""
        return self.live().filter(job__cancelled_on=None, job__adapter_set_on=None)

    def to_send(self) -> Self:
        return self.going_on().filter(submitted_on=None)

    def to_send_again(self) -> Self:
        """Returned or denied, with no new request prepared since."""
        live = UtilityRequest.objects.live().filter(job=OuterRef("job"))
        later = UtilityRequest.objects.filter(job=OuterRef("job"), pk__gt=OuterRef("pk"))
        return self.filter(
            ~Exists(live),
            ~Exists(later),
            ended_as__in=[EndedAs.RETURNED, EndedAs.DENIED],
            job__cancelled_on=None,
            job__adapter_set_on=None,
        )

    def waiting_for_answer(self) -> Self:
        return self.going_on().filter(
            submitted_on__isnull=False,
            job__utility_approved_on=None,
            job__utility_approved_waived_on=None,
        )

    def waiting_for_date(self) -> Self:
        return (
            self.going_on()
            .filter(submitted_on__isnull=False, job__outage_confirmed_on=None)
            .filter(job__outage_confirmed_waived_on=None)
            .exclude(job__utility_approved_on=None, job__utility_approved_waived_on=None)
        )

    def for_list(self) -> Self:
        return self.select_related("job__site__utility")


def _user() -> models.ForeignKey[User | None, User | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )


class UtilityRequest(models.Model):
    """One application. A returned or denied one is followed by a new row; only one is live at a time.

    The lines of the packet are frozen when it is sent, so a later correction of the bill or change of adapter
    does not alter what the utility received.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=JobKind.choices, editable=False)
    prepared_on = models.DateField(editable=False)
    prepared_by = _user()
    meter_face_number = models.CharField("meter number on its face", max_length=40, blank=True)
    number = models.CharField("request number", max_length=60, blank=True)

    submitted_on = models.DateField(null=True, editable=False)
    submitted_by = _user()
    holder_name = models.CharField(max_length=120, blank=True, editable=False)
    account_number = models.CharField(max_length=40, blank=True, editable=False)
    bill_meter_number = models.CharField(max_length=40, blank=True, editable=False)
    adapter_maker = models.CharField(max_length=60, blank=True, editable=False)
    adapter_model = models.CharField(max_length=80, blank=True, editable=False)
    adapter_serial = models.CharField(max_length=60, blank=True, editable=False)
    adapter_isolating = models.BooleanField(null=True, editable=False)
    packet = models.JSONField(default=list, editable=False)

    approved_on = models.DateField(null=True, editable=False)
    approved_by = _user()
    approval_paper = models.ForeignKey(
        Upload, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    ended_as = models.CharField(max_length=10, choices=EndedAs.choices, blank=True, editable=False)
    ended_on = models.DateField(null=True, editable=False)
    ended_because = models.CharField(max_length=400, blank=True, editable=False)
    ended_by = _user()
    letter = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = UtilityRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["submitted_on"], name="request_live", condition=Q(ended_on=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=JobKind.values), name="request_kind_is_known"),
            models.CheckConstraint(
                condition=Q(ended_as__in=["", *EndedAs.values]), name="request_ended_in_a_known_way"
            ),
            models.CheckConstraint(
                condition=Q(ended_as="", ended_on=None, ended_because="")
                | (~Q(ended_as="") & Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="ended_request_has_day_and_reason",
            ),
            models.CheckConstraint(
                condition=~Q(ended_as__in=[EndedAs.RETURNED, EndedAs.DENIED])
                | Q(submitted_on__isnull=False, approved_on=None, ended_on__gte=F("submitted_on")),
                name="only_a_sent_request_is_returned_or_denied",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on=None)
                | (~Q(holder_name="") & ~Q(account_number="") & ~Q(bill_meter_number="")),
                name="sent_request_names_holder_account_and_meter",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on=None)
                | Q(kind=JobKind.REMOVAL)
                | (~Q(adapter_model="") & ~Q(adapter_serial="") & Q(adapter_isolating__isnull=False)),
                name="sent_request_names_its_adapter",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on=None) | Q(approved_on=None) | Q(approved_on__gte=F("submitted_on")),
                name="approval_is_not_before_the_application",
            ),
            models.UniqueConstraint(
                fields=["job"], condition=Q(ended_on=None), name="job_has_one_live_request"
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.get_kind_display()} request of {self.prepared_on}"

    @property
    def is_live(self) -> bool:
        return self.ended_on is None
