"""Who signs a paper that was sent to be signed, and what they put under it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models.homeowner_link import HomeownerLink, OneTimeCode
from jobs.models.people import Person
from jobs.models.signature import Signature
from jobs.models.signature_request import TO_SIGN, OfARequest, PaperVersion, SignatureRequest


class Signer(models.Model):
    """Somebody who signs a paper, in their place of the order, through their own link or on a tablet.

    ``consented_at`` is when they agreed to sign electronically and typed the word of the paper's last page.
    """

    request = models.ForeignKey(SignatureRequest, on_delete=models.PROTECT, related_name="signers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(null=True, help_text="When they were written to last.")
    consented_at = models.DateTimeField(null=True)
    consent_version = models.CharField(max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True)
    version = models.ForeignKey(PaperVersion, null=True, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(null=True)
    declined_because = models.CharField(max_length=400, blank=True)
    link = models.ForeignKey(HomeownerLink, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(OneTimeCode, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    in_presence_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfARequest.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "person"], name="person_signs_a_paper_once"),
            models.UniqueConstraint(fields=["request", "position"], name="signers_have_an_order"),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(consented_at__lte=F("signed_at"), version__isnull=False),
                name="signer_consented_before_signing",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | ~Q(declined_because=""), name="declined_signature_says_why"
            ),
        ]

    @property
    def proved_at(self) -> datetime | None:
        return self.code.used_at if self.code else None


class SignatureMark(models.Model):
    """What a signer put under one paper: a typed name, or lines drawn with a finger."""

    signer = models.ForeignKey(Signer, on_delete=models.PROTECT, related_name="marks")
    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=20, choices=list(TO_SIGN.items()))
    name = models.CharField(max_length=120)
    drawn = models.TextField(blank=True, help_text="Lines: M x y L x y …, within 600 by 200.")
    made_at = models.DateTimeField()
    signature = models.OneToOneField(
        Signature, null=True, on_delete=models.PROTECT, related_name="mark", editable=False
    )

    objects = models.Manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["signer", "version", "paper"], name="signer_signs_each_paper_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="signature_mark_has_a_name"),
        ]
