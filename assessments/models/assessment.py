"""The assessment of one house: adapter, wishes, and what the survey records that no rule asks."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from jobs.models import AdapterModel, Job, Vehicle
from jobs.models.visibility import JobFileQuerySet


class Seal(models.TextChoices):
    """The utility's seal on the meter, as it was found."""

    INTACT = "intact", "Intact"
    CUT = "cut", "Cut or broken"
    MISSING = "missing", "Missing"


class Parking(models.TextChoices):
    GARAGE = "garage", "Garage"
    CARPORT = "carport", "Carport"
    DRIVEWAY = "driveway", "Driveway"
    STREET = "street", "Street"
    OTHER = "other", "Elsewhere"


class AssessmentQuerySet(JobFileQuerySet):
    def for_page(self) -> Self:
        return self.select_related("adapter", "vehicle", "completed_by", "verdict")


def _inches(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        f"{label} (in)", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )


def _feet(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        f"{label} (ft)", null=True, blank=True, validators=[MaxValueValidator(2000)]
    )


class Assessment(models.Model):
    """One per job. Written by ``assessments.services`` alone.

    ``verdict`` is the evaluation on which the job was found eligible; later ones do not change it.
    """

    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+", primary_key=True)
    adapter = models.ForeignKey(AdapterModel, null=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.ForeignKey(
        "assessments.Evaluation", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    completed_on = models.DateField(null=True, editable=False)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    charger = models.CharField("charger wished for", max_length=120, blank=True)
    vehicle = models.ForeignKey(
        Vehicle, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="car"
    )
    onboard_kw = models.DecimalField(
        "the car's on-board charger (kW)",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Only where the list does not know the car's: the owner's manual says it.",
    )
    daily_miles = models.PositiveSmallIntegerField(
        "miles driven a day", null=True, blank=True, validators=[MaxValueValidator(999)]
    )

    meter_number = models.CharField("meter number on its face", max_length=40, blank=True)
    seal = models.CharField("the utility's seal", max_length=8, choices=Seal.choices, blank=True)
    seal_reported_on = models.DateField(null=True, editable=False)
    space_depth_in = _inches("clear depth in front of the panel")
    space_width_in = _inches("clear width")
    space_height_in = _inches("clear height")
    door_opens_90 = models.BooleanField("its door opens 90°", null=True, blank=True)
    meter_height_in = _inches("meter's centre above the ground")
    hazards = models.CharField(max_length=400, blank=True, help_text="Dog, wasps, a gate, exposed parts.")

    charger_location = models.CharField("place of the charger", max_length=160, blank=True)
    parking = models.CharField(max_length=8, choices=Parking.choices, blank=True)
    route = models.CharField("route from meter to charger", max_length=240, blank=True)
    route_length_ft = _feet("length of the route")
    trench_length_ft = _feet("of it trenched")
    bag_spot = models.CharField("where the bag with the adapter will hang", max_length=160, blank=True)

    people_note = models.CharField("who is at home, and when", max_length=240, blank=True)
    medical_equipment = models.BooleanField(
        "powered medical equipment in the house", null=True, blank=True, help_text="The visit cuts the power."
    )
    note = models.CharField(max_length=1000, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seal__in=["", *Seal.values]), name="seal_is_a_known_word"),
            models.CheckConstraint(
                condition=Q(parking__in=["", *Parking.values]), name="parking_is_a_known_word"
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None, completed_by=None)
                | Q(completed_on__isnull=False, completed_by__isnull=False),
                name="completed_survey_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(verdict=None) | Q(completed_on__isnull=False),
                name="only_a_completed_survey_has_a_verdict",
            ),
            models.CheckConstraint(
                condition=Q(seal_reported_on=None) | Q(seal__in=[Seal.CUT, Seal.MISSING]),
                name="only_a_broken_seal_is_reported",
            ),
        ]

    def __str__(self) -> str:
        return f"Assessment of {self.job_id}"

    @property
    def seal_to_report(self) -> bool:
        """Found cut or missing, and the utility does not know yet."""
        return self.seal in (Seal.CUT, Seal.MISSING) and self.seal_reported_on is None
