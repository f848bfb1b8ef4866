"""What a tablet sent: each submission stored once with its receipt, and its conflicts with the office."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models.job import Job
from jobs.models.tablet import Tablet
from jobs.models.visibility import JobFileQuerySet


class SubmissionKind(models.TextChoices):
    SURVEY = "survey", "Site survey"
    INSTALLATION = "installation", "Installation record"
    STAGING = "staging", "Adapter staged"
    STEP = "step", "Step of an appointment"
    SIGNING = "signing", "Signed paper"


class Submission(models.Model):
    """A form as it was sent. The tablet makes its id: sent twice, it is stored once, with one answer."""

    id = models.UUIDField(primary_key=True, editable=False)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="submissions")
    kind = models.CharField(max_length=16, choices=SubmissionKind.choices)
    tablet = models.ForeignKey(Tablet, null=True, on_delete=models.PROTECT, related_name="submissions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who of the office imported it, where it did not come from the tablet itself.",
    )
    form_version = models.CharField(max_length=40)
    rules_version = models.CharField(max_length=60, blank=True)
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(help_text="By the tablet's clock, set right by the server's.")
    received_at = models.DateTimeField()
    receipt = models.JSONField()
    off_calendar = models.CharField(
        max_length=200, blank=True, help_text="Why its appointment was no longer on the calendar."
    )

    objects = JobFileQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["job", "kind"], name="submission_of_job")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SubmissionKind.values), name="submission_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(made_at__lte=F("received_at")), name="submission_is_made_before_it_comes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.made_at:%Y-%m-%d %H:%M}"


class Chosen(models.TextChoices):
    OFFICE = "office", "The office's value"
    TABLET = "tablet", "The tablet's value"


class ConflictQuerySet(JobFileQuerySet):
    def open(self) -> Self:
        return self.filter(chosen="")


class Conflict(models.Model):
    """One field that office and tablet both changed. Both values are kept until the office chooses one.

    ``…_shown`` are the values as text for the screen.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="conflicts")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="conflicts")
    field = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    office_value = models.JSONField(null=True)
    tablet_value = models.JSONField(null=True)
    office_shown = models.CharField(max_length=400)
    tablet_shown = models.CharField(max_length=400)
    chosen = models.CharField(max_length=6, choices=Chosen.choices, blank=True)
    chosen_at = models.DateTimeField(null=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(chosen__in=["", *Chosen.values]), name="conflict_ends_with_a_known_choice"
            ),
            models.CheckConstraint(
                condition=Q(chosen="", chosen_at=None, chosen_by=None)
                | (~Q(chosen="") & Q(chosen_at__isnull=False, chosen_by__isnull=False)),
                name="chosen_conflict_says_who_and_when",
            ),
            models.UniqueConstraint(fields=["submission", "field"], name="one_conflict_a_field"),
        ]

    def __str__(self) -> str:
        return self.label


class NotFiledQuerySet(JobFileQuerySet):
    def open(self) -> Self:
        return self.filter(settled_at=None)


class NotFiled(models.Model):
    """An answer that came from a tablet and could not be filed, or a whole form; the office settles it.

    ``field`` is empty for a whole form. ``given`` is the answer as it was sent.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="not_filed")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="not_filed")
    field = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=120)
    shown = models.CharField(max_length=400, blank=True)
    because = models.CharField(max_length=400)
    given = models.JSONField(null=True)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    note = models.CharField(max_length=400, blank=True, editable=False)

    objects = NotFiledQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, note="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(note="")),
                name="settled_answer_says_who_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return self.label
