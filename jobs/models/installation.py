"""The records of the work: circuit and charger as installed, and the test of the charger under power."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import LessThanOrEqual

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet


class InstallationRecord(models.Model):
    """Circuit, conduit and charger as built."""

    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="installation_record")
    work_started_on = models.DateField()
    installed_on = models.DateField()
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    circuit_amps = models.PositiveSmallIntegerField()
    charger_amps = models.PositiveSmallIntegerField()
    charger_make = models.CharField(max_length=80)
    charger_model = models.CharField(max_length=80)
    charger_serial = models.CharField("charger serial number", max_length=60)
    charger_location = models.CharField(max_length=160)
    breaker = models.CharField(max_length=120, blank=True)
    wire = models.CharField(max_length=120)
    conduit_to_first_enclosure = models.CharField(max_length=120)
    liquidtight_to_first_enclosure = models.BooleanField()
    conduit_beyond = models.CharField(max_length=120, blank=True)
    comms_cable = models.BooleanField("communication cable", default=False)
    comms_liquidtight = models.BooleanField(
        "communication cable in liquid-tight conduit", null=True, blank=True
    )
    torque_readings = models.JSONField(
        default=list, help_text="Rows of terminal, specified and measured inch-pounds."
    )
    dead_and_locked_on = models.DateField("circuit dead and locked on")
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = JobFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(F("charger_amps") * 10, F("circuit_amps") * 8),
                name="charger_is_at_most_80_percent_of_circuit",
            ),
            models.CheckConstraint(
                condition=Q(installed_on__gte=F("work_started_on")), name="installed_after_start"
            ),
            models.CheckConstraint(
                condition=Q(comms_cable=True) | Q(comms_liquidtight=None),
                name="comms_conduit_only_with_a_comms_cable",
            ),
        ]


class CommissioningRecord(models.Model):
    """The charger energized and tested."""

    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="commissioning_record")
    tested_on = models.DateField()
    tested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    volts_l1_l2 = models.DecimalField("volts L1–L2", max_digits=5, decimal_places=1)
    volts_l1_n = models.DecimalField("volts L1–N", max_digits=5, decimal_places=1, null=True, blank=True)
    volts_l2_n = models.DecimalField("volts L2–N", max_digits=5, decimal_places=1, null=True, blank=True)
    charging_amps = models.DecimalField("amperes while charging", max_digits=5, decimal_places=1)
    charger_limit_amps = models.PositiveSmallIntegerField("charger's limit in amperes")
    ground_fault_tested_on = models.DateField("ground-fault protection tested on")
    load_management_seen = models.CharField(max_length=200, blank=True)
    shown_to = models.CharField("shown to", max_length=120)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = JobFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(volts_l1_l2__gt=0), name="commissioning_measured_a_voltage"),
            models.CheckConstraint(condition=Q(charging_amps__gte=0), name="charging_amps_is_not_negative"),
        ]


class MakeSafeRecord(models.Model):
    """On a removal: how the circuit that the adapter fed was left de-energized and safe."""

    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="make_safe_record")
    done_on = models.DateField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.TextField("what was done")
    dead_and_locked_on = models.DateField("circuit dead and locked on")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = JobFileQuerySet.as_manager()
