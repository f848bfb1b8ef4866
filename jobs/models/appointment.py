"""Appointments of technicians and crews; nobody can be in two places at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet
from kilowire.floor.days import midnight
from kilowire.models import User

OVERDUE_ON_TABLET = 30


class Crew(models.Model):
    """Technicians who go out together."""

    name = models.CharField(max_length=60, unique=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="crews")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AppointmentKind(models.TextChoices):
    SURVEY = "survey", _("Site survey")
    INSTALLATION = "installation", _("Installation")
    STAGING = "staging", _("Stage the adapter")
    UTILITY_VISIT = "utility_visit", "Attend the utility's visit"
    INSPECTION = "inspection", "Meet the inspector"
    COMMISSIONING = "commissioning", _("Commissioning")
    SERVICE = "service", _("Service call")


class AppointmentOutcome(models.TextChoices):
    DONE = "done", "Done"
    COULD_NOT = "could_not", "Could not"
    CANCELLED = "cancelled", "Cancelled"


class AppointmentQuerySet(JobFileQuerySet):
    def upcoming(self) -> Self:
        return self.filter(outcome="")

    def of_person(self, user: User) -> Self:
        return self.filter(pk__in=user.bookings.filter(released_at=None).values("appointment"))

    def for_tablet_of(self, user: User, on: date) -> Self:
        """Appointments for this user's tablet: two days from ``on``, and the latest past ones still open."""
        begins, ends = midnight(on), midnight(on + timedelta(days=2))
        own = self.of_person(user)
        near = own.filter(starts_at__gte=begins, starts_at__lt=ends)
        overdue = own.upcoming().filter(starts_at__lt=begins).order_by("-starts_at", "-id")
        return self.filter(Q(pk__in=near.values("pk")) | Q(pk__in=overdue.values("pk")[:OVERDUE_ON_TABLET]))


class Appointment(models.Model):
    """A time on site, and its outcome."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=16, choices=AppointmentKind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    crew = models.ForeignKey(Crew, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bring = models.CharField(max_length=400, blank=True)
    moves = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often it changed: the SEQUENCE of its entry in a calendar."
    )
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(
        null=True, editable=False, help_text="When the homeowner said that the time suits."
    )
    on_my_way_at = models.DateTimeField(null=True, editable=False)
    arrived_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(max_length=10, choices=AppointmentOutcome.choices, blank=True, editable=False)
    outcome_note = models.CharField(max_length=400, blank=True, editable=False)
    outcome_at = models.DateTimeField(null=True, editable=False)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["starts_at"], name="appointment_upcoming", condition=Q(outcome=""))]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=AppointmentKind.values), name="appointment_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *AppointmentOutcome.values]), name="appointment_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at=None) | (~Q(outcome="") & Q(outcome_at__isnull=False)),
                name="appointment_outcome_has_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["could_not", "cancelled"]) | ~Q(outcome_note=""),
                name="appointment_that_failed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d %H:%M}"


class Booking(models.Model):
    """One technician's time for one appointment. The database refuses overlaps (``jobs.database_guards``)."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="bookings")
    technician = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bookings"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["technician", "starts_at"], name="booking_live", condition=Q(released_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["appointment", "technician"], name="technician_is_booked_once_per_appointment"
            ),
        ]
