"""The assessment of one house: adapter, wishes, and what the survey records besides the rules' facts."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from assessments.models.place_words import Seal, known_words_only, word_field
from jobs.models import AdapterModel, Job, Vehicle
from jobs.models.visibility import JobFileQuerySet

UNSAFE = "photo:"


class AssessmentQuerySet(JobFileQuerySet):
    def for_page(self) -> Self:
        return self.select_related("adapter", "vehicle", "completed_by", "verdict")


def _inches(label: str) -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(
        f"{label} (in)", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )


def _yes_or_no(label: str, help_text: str = "") -> models.BooleanField[bool | None, bool | None]:
    return models.BooleanField(label, null=True, blank=True, help_text=help_text)


def _feet(label: str) -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(
        f"{label} (ft)", null=True, blank=True, validators=[MaxValueValidator(2000)]
    )


class Assessment(models.Model):
    """One assessment per job. Only ``assessments.services`` writes it.

    ``verdict`` is the evaluation on which the job was found eligible; a later one that is eligible too
    replaces it.
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
    meter_form = word_field("meter form", "meter_form")
    seal = word_field("the utility's seal", "seal")
    seal_reported_on = models.DateField(null=True, editable=False)
    seal_reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    socket_make = models.CharField("maker of the socket", max_length=60, blank=True)
    socket_ring = word_field("ring or ringless", "socket_ring")
    heat_marks = _yes_or_no("heat marks on meter or socket")
    meter_loose = _yes_or_no("meter sits loose")
    cover_clearance_in = models.PositiveSmallIntegerField(
        "free room around the meter (in)", null=True, blank=True, validators=[MaxValueValidator(99)]
    )

    space_depth_in = _inches("clear depth in front of the panel")
    space_width_in = _inches("clear width")
    space_height_in = _inches("clear height")
    door_opens_90 = _yes_or_no("its door opens 90°")
    meter_height_in = _inches("meter's centre above the ground")
    hazards = models.CharField(max_length=400, blank=True, help_text="Dog, wasps, a gate, exposed parts.")

    panel_make = word_field("maker of the panel", "panel_make")
    panel_place = word_field("meter and panel", "panel_place")
    split_bus = _yes_or_no("split bus")
    bonding_seen = _yes_or_no("grounding and bonding seen")
    line_side_tap = _yes_or_no("generation tapped before the main breaker")
    ac_disconnect = word_field("AC disconnect", "ac_disconnect")

    conduit_rest = word_field("conduit after the first enclosure", "conduit_rest")
    charger_location = models.CharField("place of the charger", max_length=160, blank=True)
    parking = word_field("parking", "parking")
    route = models.CharField("route from meter to charger", max_length=240, blank=True)
    route_length_ft = _feet("length of the route")
    trench_length_ft = _feet("of it trenched")
    bag_spot = models.CharField("where the bag with the adapter will hang", max_length=160, blank=True)

    account_number = models.CharField("account number on the bill", max_length=40, blank=True)
    people_note = models.CharField("who is at home, and when", max_length=240, blank=True)
    medical_equipment = _yes_or_no("powered medical equipment in the house", "The visit cuts the power.")
    smoke_co_alarms = word_field("smoke and CO alarms", "smoke_co_alarms")
    alarm_or_gate = _yes_or_no("alarm or gate loses power with the meter")
    note = models.CharField(max_length=1000, blank=True)

    untold = models.JSONField(
        default=dict,
        editable=False,
        help_text="Why a column cannot be told, by its name; why a photo is not safe to take, by photo:slot.",
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            *known_words_only(),
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
        """Whether the seal was found cut or missing and the utility was not told yet."""
        return self.seal in (Seal.CUT, Seal.MISSING) and self.seal_reported_on is None

    @property
    def unsafe_slots(self) -> dict[str, str]:
        """Why each photo that could not be taken safely is missing, by slot."""
        return {
            name.removeprefix(UNSAFE): because
            for name, because in self.untold.items()
            if name.startswith(UNSAFE)
        }
