"""The job itself: its milestones and its stage."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models.job_choices import JobKind, LeadSource, NotGoingAhead
from jobs.models.job_queries import ON_THE_ROAD, JobQuerySet
from jobs.models.road_checks import contradiction, road_checks, waived
from jobs.models.site import Site
from jobs.road import stages
from jobs.road.stage_table import stage_label
from jobs.road.stages import Milestone

# A milestone, and the names of the columns with the day it was reached and the day it was waived.
_COLUMNS = tuple((m, f"{m}_on", f"{m}_waived_on" if m in stages.WAIVABLE else "") for m in Milestone)


class JobNumberCounter(models.Model):
    """The next job number. One row, locked while a job is opened, so numbers have no gaps or duplicates."""

    FIRST = 1001

    next_number = models.PositiveIntegerField(default=FIRST)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="job_number_counter_is_one_row")]


class Job(models.Model):
    """One house, one adapter, one road. Only ``jobs.milestones`` writes milestones and stage."""

    number = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12, choices=JobKind.choices)
    stage = models.CharField(max_length=20, default=stages.Stage.INTAKE.value, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="jobs")
    homeowner_name = models.CharField(max_length=120)
    wishes = models.TextField(blank=True)
    source = models.CharField(
        max_length=10,
        choices=LeadSource.choices,
        blank=True,
        help_text="How they came to us; empty: unknown.",
    )
    answers_claim = models.ForeignKey(
        "jobs.Claim",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answering_jobs",
        help_text="The warranty claim on an earlier job that this job answers.",
    )
    second_meter_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="jobs_for_further_meters",
        help_text="The job for the first meter of this house, where this job is for another meter.",
    )
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    accepted_on = models.DateField(null=True, editable=False)
    surveyed_on = models.DateField(null=True, editable=False)
    eligible_on = models.DateField(null=True, editable=False)
    agreed_on = models.DateField(null=True, editable=False)
    permit_issued_on = models.DateField(null=True, editable=False)
    utility_submitted_on = models.DateField(null=True, editable=False)
    utility_approved_on = models.DateField(null=True, editable=False)
    utility_approved_waived_on = models.DateField(null=True, editable=False)
    circuit_installed_on = models.DateField(null=True, editable=False)
    outage_confirmed_on = models.DateField(null=True, editable=False)
    outage_confirmed_waived_on = models.DateField(null=True, editable=False)
    adapter_set_on = models.DateField(null=True, editable=False)
    inspection_passed_on = models.DateField(null=True, editable=False)
    commissioned_on = models.DateField(null=True, editable=False)
    closed_out_on = models.DateField(null=True, editable=False)
    warranty_over_on = models.DateField(null=True, editable=False)

    does_not_add_up = models.GeneratedField(  # computing it in each query costs too much
        expression=contradiction(),  # type: ignore[arg-type]  # the stubs do not allow a Q here, Django does
        output_field=models.BooleanField(),
        db_persist=True,
    )

    charging_stopped_on = models.DateField(null=True, editable=False)
    charging_stopped_because = models.CharField(max_length=400, blank=True, editable=False)
    held_on = models.DateField(null=True, editable=False)
    held_because = models.CharField(max_length=400, blank=True, editable=False)
    cancelled_on = models.DateField(null=True, editable=False)
    cancelled_because = models.CharField(
        max_length=20, choices=NotGoingAhead.choices, blank=True, editable=False
    )
    cancelled_note = models.CharField(max_length=400, blank=True, editable=False)
    recommended_instead = models.CharField(max_length=30, blank=True, editable=False)
    cancel_notice_on = models.DateField(
        null=True, editable=False, help_text="The day of the owner's notice that cancelled the contract."
    )
    settled_on = models.DateField(null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["stage", "-id"], name="job_stage_newest", condition=Q(cancelled_on=None)),
            models.Index(fields=["-id"], name="job_that_does_not_add_up", condition=Q(does_not_add_up=True)),
            models.Index(fields=["-id"], name="job_that_went_on_without", condition=waived()),
            models.Index(
                fields=["id", "opened_on"],
                name="job_on_its_way",
                condition=Q(cancelled_on=None, held_on=None, stage__in=ON_THE_ROAD),
            ),
            models.Index(fields=["-id"], name="job_held", condition=Q(held_on__isnull=False)),
            models.Index(
                fields=["-id"], name="job_unsettled", condition=Q(cancelled_on__isnull=False, settled_on=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=JobKind.values), name="job_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(source__in=["", *LeadSource.values]), name="job_came_from_a_known_source"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_because__in=["", *NotGoingAhead.values]),
                name="job_cancelled_for_a_known_reason",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None, cancelled_because="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancelled_because="")),
                name="cancelled_job_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(held_on=None, held_because="") | (Q(held_on__isnull=False) & ~Q(held_because="")),
                name="held_job_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(second_meter_of=None) | ~Q(second_meter_of=F("id")),
                name="job_is_not_for_its_own_second_meter",
            ),
            models.CheckConstraint(
                condition=Q(charging_stopped_on=None, charging_stopped_because="")
                | (Q(charging_stopped_on__isnull=False) & ~Q(charging_stopped_because="")),
                name="stopped_charging_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None)
                | Q(cancelled_on__isnull=False, settled_on__gte=F("cancelled_on")),
                name="only_a_cancelled_job_is_settled",
            ),
            *road_checks(),
        ]

    def __str__(self) -> str:
        return self.number

    def day_of(self, milestone: str) -> Any:
        """The day this milestone was reached, or None."""
        return getattr(self, f"{milestone}_on")

    def waived_on(self, milestone: str) -> Any:
        """The day this milestone was waived, or None; always None for milestones that cannot be waived."""
        return getattr(self, f"{milestone}_waived_on", None)

    @property
    def standing(self) -> frozenset[Milestone]:
        """Milestones that are stamped or waived."""
        return frozenset(
            milestone
            for milestone, day, waived_day in _COLUMNS
            if getattr(self, day) or (waived_day and getattr(self, waived_day))
        )

    @property
    def may_charge(self) -> bool:
        """Whether the homeowner may charge; from the day it ends until it is lifted they may not."""
        return self.charging_stopped_on is None and stages.may_charge(self.kind, self.standing)

    @property
    def is_open(self) -> bool:
        return self.cancelled_on is None and self.stage not in (stages.Stage.DONE, stages.Stage.WARRANTY)

    @property
    def stage_label(self) -> str:
        return stage_label(self.stage, self.site.utility.short_name)
