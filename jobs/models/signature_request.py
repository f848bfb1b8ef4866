"""Papers sent to be signed: the request, and each version of the paper."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from jobs.models.change_order import ChangeOrder
from jobs.models.document import DocumentStatus
from jobs.models.job import Job
from jobs.models.people import Language
from jobs.models.signature import SignedPaper
from jobs.models.upload import Upload
from jobs.models.visibility import JobFileQuerySet
from kilowire.models import Leased


class RequestState(models.TextChoices):
    PREPARING = "preparing", "Being prepared"
    OUT = "out", "Out to be signed"
    SIGNED = "signed", "Signed by all, to be countersigned"
    SEALING = "sealing", "Being sealed"
    DONE = "done", "Signed and sealed"
    DECLINED = "declined", "Declined"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"


LIVE = (RequestState.PREPARING, RequestState.OUT, RequestState.SIGNED, RequestState.SEALING)
ENDED_UNSIGNED = (RequestState.DECLINED, RequestState.EXPIRED, RequestState.WITHDRAWN)
TO_SIGN: dict[str, str] = {
    SignedPaper.CONTRACT: _("Work contract"),
    SignedPaper.CHANGE_ORDER: _("Change order"),
    SignedPaper.CUSTOMER_AGREEMENT: _("Utility's customer agreement"),
    SignedPaper.AUTHORIZATION: _("Authorization of the contractor"),
}
"""The papers that can be sent to be signed, in the words of whoever signs."""


class SignatureRequestQuerySet(JobFileQuerySet):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)


class SignatureRequest(Leased):
    """A paper that the office sent to be signed, by its signers in order.

    ``status``, lease and error are those of the worker, which prepares what is shown and seals the result.
    ``terms`` are what is recorded with the signature: for a contract its price, deposit and days.
    """

    AT_WORK = DocumentStatus.RENDERING

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="signature_requests")
    paper = models.CharField(max_length=20, choices=list(TO_SIGN.items()))
    with_authorization = models.BooleanField(default=False)
    change_order = models.ForeignKey(ChangeOrder, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    terms = models.JSONField(default=dict, editable=False)
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=RequestState.choices, default=RequestState.PREPARING, editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_because = models.CharField(max_length=400, blank=True, editable=False)
    noted_at = models.DateTimeField(
        null=True, editable=False, help_text="When the office took note that it ended without its signature."
    )
    countersigned_at = models.DateTimeField(null=True, editable=False)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    result = models.OneToOneField(
        Upload, null=True, on_delete=models.PROTECT, related_name="signature_request", editable=False
    )
    sealed_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    sealed_with = models.CharField(
        max_length=64, blank=True, editable=False, help_text="SHA-256 of the certificate."
    )
    not_recorded_because = models.CharField(
        max_length=400, blank=True, editable=False, help_text="Why the signed paper could not be recorded."
    )
    status = models.CharField(
        max_length=10, choices=DocumentStatus.choices, default=DocumentStatus.WAITING, editable=False
    )

    objects = SignatureRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="signing_to_be_made",
                condition=Q(status__in=["waiting", "rendering"]),
            ),
            models.Index(fields=["expires_on"], name="signing_under_way", condition=Q(state="out")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(paper__in=list(TO_SIGN)), name="paper_to_sign_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="signing_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(status__in=DocumentStatus.values), name="signing_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="rendering") | Q(lease__isnull=False, lease_until__isnull=False),
                name="signing_at_work_is_leased",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=list(ENDED_UNSIGNED))
                | Q(ended_at__isnull=False) & ~Q(ended_because=""),
                name="ended_signing_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | Q(result__isnull=False, countersigned_at__isnull=False) & ~Q(sealed_sha256=""),
                name="sealed_paper_has_its_file",
            ),
            models.UniqueConstraint(
                fields=["job", "paper"], condition=Q(state__in=list(LIVE)), name="one_signing_of_a_paper"
            ),
        ]

    def __str__(self) -> str:
        return str(self.change_order) if self.change_order else self.get_paper_display()

    @property
    def papers(self) -> list[str]:
        """The papers that each signer signs, each with a signature of its own."""
        return [self.paper, *([SignedPaper.AUTHORIZATION] if self.with_authorization else [])]


class OfARequest(JobFileQuerySet):
    job_path = "request__job"


def shown_path(version: PaperVersion, name: str) -> str:
    """``KW-1042/signing/7-2-<lease>.pdf``."""
    return f"{version.request.job.number}/signing/{version.request_id}-{version.number}-{name}"


class PaperVersion(models.Model):
    """One version of a paper to sign: as filed, and as it is shown, with a last page that has a word."""

    request = models.ForeignKey(SignatureRequest, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=20)
    file = models.FileField(upload_to=shown_path, max_length=200, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OfARequest.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="paper_to_sign_has_numbered_versions"),
        ]
