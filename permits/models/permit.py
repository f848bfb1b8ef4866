"""A city permit, from the application until it is closed by its final, ended, or lapsed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from jobs.models import Job, Jurisdiction, Upload
from permits.models.permit_queries import PermitQuerySet


class PermitKind(models.TextChoices):
    """Kinds of permit. The state's deadlines apply only to the charging station's permit: electrical."""

    ELECTRICAL = "electrical", _("Electrical permit")
    BUILDING = "building", _("Building permit")
    OTHER = "other", _("Other permit")


class CompleteBy(models.TextChoices):
    CITY = "city", "The city said so"
    SILENCE = "silence", "The city was silent"


class PermitEnd(models.TextChoices):
    WITHDRAWN = "withdrawn", "Application withdrawn"
    DENIED = "denied", "Denied by the city"
    CANCELLED = "cancelled", "Cancelled at the city"
    REVOKED = "revoked", "Revoked by the city"
    EXPIRED = "expired", "Expired"
    MISTAKE = "mistake", "Recorded by mistake"


ENDS_BEFORE_ISSUE = (PermitEnd.WITHDRAWN, PermitEnd.DENIED, PermitEnd.MISTAKE)
ENDS_AFTER_ISSUE = (PermitEnd.CANCELLED, PermitEnd.REVOKED, PermitEnd.EXPIRED, PermitEnd.MISTAKE)


class Permit(models.Model):
    """One permit of one job. Only ``permits.services`` writes it.

    ``answer_due_on`` is the day from which the city's silence counts, ``lapses_on`` the last day on which the
    permit is currently valid. Both are stored so that lists and the nightly task can filter on them.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=PermitKind.choices, default=PermitKind.ELECTRICAL)
    required = models.BooleanField("required for this job", default=True)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=400, blank=True)
    fee_usd = models.DecimalField("fee paid (USD)", max_digits=8, decimal_places=2, null=True, blank=True)

    application_number = models.CharField(max_length=80, blank=True)
    applied_on = models.DateField()
    complete_on = models.DateField(null=True, editable=False)
    complete_by = models.CharField(max_length=8, choices=CompleteBy.choices, blank=True, editable=False)
    answer_due_on = models.DateField(null=True, editable=False)

    number = models.CharField("permit number", max_length=80, blank=True)
    issued_on = models.DateField(null=True, editable=False)
    expires_on = models.DateField(null=True, editable=False)
    extended_on = models.DateField(null=True, editable=False)
    document = models.ForeignKey(
        Upload, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    extension = models.ForeignKey(
        Upload, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    work_started_on = models.DateField(null=True, editable=False)
    last_inspected_on = models.DateField(null=True, editable=False)
    lapses_on = models.DateField(null=True, editable=False)
    finaled_on = models.DateField(null=True, editable=False)

    ended_on = models.DateField(null=True, editable=False)
    ended_how = models.CharField(max_length=10, choices=PermitEnd.choices, blank=True, editable=False)
    ended_because = models.CharField(max_length=400, blank=True, editable=False)

    silence_noted_on = models.DateField(
        null=True, editable=False, help_text="Day of silence already brought up."
    )
    lapse_noted_on = models.DateField(null=True, editable=False, help_text="Day of lapse already warned of.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PermitQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], name="permit_in_hand", condition=Q(ended_on=None, finaled_on=None)),
            models.Index(
                fields=["answer_due_on"], name="permit_answer_due", condition=Q(answer_due_on__isnull=False)
            ),
            models.Index(
                fields=["issued_on"],
                name="permit_without_paper",
                condition=Q(ended_on=None, issued_on__isnull=False, document=None),
            ),
            models.Index(fields=["lapses_on"], name="permit_lapses", condition=Q(lapses_on__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PermitKind.values), name="permit_kind_is_known"),
            models.CheckConstraint(
                condition=Q(complete_on=None, complete_by="")
                | Q(complete_on__isnull=False, complete_by__in=CompleteBy.values),
                name="complete_application_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(complete_on=None) | Q(complete_on__gte=F("applied_on")),
                name="application_is_complete_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None, number="", expires_on=None)
                | (Q(issued_on__isnull=False, expires_on__isnull=False) & ~Q(number="")),
                name="issued_permit_has_number_and_expiry",
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None)
                | Q(issued_on__gte=F("applied_on"), expires_on__gt=F("issued_on")),
                name="permit_is_applied_for_then_issued_then_expires",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=False)
                | Q(
                    document=None,
                    extension=None,
                    extended_on=None,
                    work_started_on=None,
                    last_inspected_on=None,
                    finaled_on=None,
                ),
                name="only_an_issued_permit_is_worked_under",
            ),
            models.CheckConstraint(
                condition=Q(work_started_on=None) | Q(work_started_on__gte=F("issued_on")),
                name="work_begins_after_the_permit",
            ),
            models.CheckConstraint(
                condition=Q(finaled_on=None) | Q(finaled_on__gte=F("issued_on")),
                name="permit_is_closed_after_it_was_issued",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_how="", ended_because="")
                | (
                    Q(ended_on__isnull=False)
                    & ~Q(ended_because="")
                    & (
                        Q(issued_on=None, ended_how__in=ENDS_BEFORE_ISSUE)
                        | Q(issued_on__isnull=False, ended_how__in=ENDS_AFTER_ISSUE)
                    )
                ),
                name="permit_that_ended_says_how_and_why",
            ),
            models.CheckConstraint(
                condition=Q(answer_due_on=None) | Q(issued_on=None, ended_on=None),
                name="city_owes_an_answer_only_before_it_issued",
            ),
            models.CheckConstraint(
                condition=Q(lapses_on=None) | Q(issued_on__isnull=False, finaled_on=None, ended_on=None),
                name="only_an_open_issued_permit_can_lapse",
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None)
                | Q(finaled_on__isnull=False)
                | Q(ended_on__isnull=False)
                | Q(lapses_on__isnull=False),
                name="open_issued_permit_has_a_clock",
            ),
            models.CheckConstraint(
                condition=Q(fee_usd=None) | Q(fee_usd__gte=0), name="permit_fee_is_not_negative"
            ),
            models.UniqueConstraint(
                fields=["job", "kind"], condition=Q(ended_on=None), name="one_live_permit_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def spoken(self) -> str:
        """The permit's name in the middle of a sentence: ``electrical permit E-2026-17``."""
        kind = self.get_kind_display()
        return f"{kind[0].lower()}{kind[1:]} {self.number}".strip()

    @property
    def is_live(self) -> bool:
        return self.ended_on is None

    @property
    def is_open(self) -> bool:
        """Whether it is live and not closed by its final."""
        return self.ended_on is None and self.finaled_on is None
