"""Signatures: who signed what, on which day, on paper or on a screen."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from jobs.models.job import Job
from jobs.models.people import Person, PersonRole
from jobs.models.upload import Upload
from jobs.models.visibility import JobFileQuerySet


class SignedPaper(models.TextChoices):
    CONTRACT = "contract", "Contract"
    CHANGE_ORDER = "change_order", "Change order"
    CUSTOMER_AGREEMENT = "customer_agreement", _("Utility's customer agreement")
    AUTHORIZATION = "authorization", _("Authorization of the contractor")
    SURVEY = "survey", "Survey"
    OWNER_CONSENT = "owner_consent", "Owner's consent"


MANY_ON_A_JOB = (SignedPaper.CHANGE_ORDER,)
"""Papers of which a job may have several, each with its own signature."""


SIGNER: dict[str, str] = {
    SignedPaper.CONTRACT: PersonRole.OWNER,
    SignedPaper.CHANGE_ORDER: PersonRole.OWNER,
    SignedPaper.OWNER_CONSENT: PersonRole.OWNER,
    SignedPaper.CUSTOMER_AGREEMENT: PersonRole.ACCOUNT_HOLDER,
    SignedPaper.AUTHORIZATION: PersonRole.ACCOUNT_HOLDER,
}
"""Papers that somebody of a role must sign."""


class SignatureMethod(models.TextChoices):
    INK = "ink", "Ink on paper"
    SCREEN = "screen", "On a screen"


class SignatureQuerySet(JobFileQuerySet):
    def standing(self) -> Self:
        return self.filter(withdrawn_on=None)


class Signature(models.Model):
    """Ink on paper, photographed or scanned, counts as much as the screen; either way the file is stored."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="signatures")
    paper = models.CharField(max_length=20, choices=SignedPaper.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")
    name_as_signed = models.CharField(max_length=120)
    method = models.CharField(max_length=6, choices=SignatureMethod.choices)
    text_version = models.CharField(max_length=40, blank=True)
    signed_on = models.DateField()
    signed_at = models.DateTimeField(null=True, help_text="Where a screen knows the minute.")
    sent_as = models.UUIDField(null=True, unique=True, help_text="The id under which a tablet sent it.")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who of the office brought it in, where it did not come from the tablet itself.",
    )
    withdrawn_on = models.DateField(null=True, editable=False)
    withdrawn_because = models.CharField(max_length=400, blank=True, editable=False)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper__in=SignedPaper.values), name="signature_is_on_a_known_paper"
            ),
            models.CheckConstraint(
                condition=Q(method__in=SignatureMethod.values), name="signature_method_is_known"
            ),
            models.UniqueConstraint(
                fields=["job", "paper"],
                condition=Q(withdrawn_on=None) & ~Q(paper=SignedPaper.CHANGE_ORDER),
                name="one_standing_signature_per_paper",
            ),
        ]
