"""Papers that we issue: the kind, the frozen context and the rendering status."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models.job import Job
from jobs.models.people import Language
from jobs.models.visibility import JobFileQuerySet
from jobs.road.paper_kinds import PAPERS, PaperKind
from jobs.road.paper_readers import FOR_THE_FIELD
from kilowire.models import Leased


class DocumentStatus(models.TextChoices):
    WAITING = "waiting", "Waiting"
    RENDERING = "rendering", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"


class DocumentQuerySet(JobFileQuerySet):
    field_kinds = FOR_THE_FIELD

    def in_force(self) -> Self:
        """Papers that are neither superseded nor withdrawn."""
        return self.filter(superseded_on=None, withdrawn_on=None)

    def ready(self) -> Self:
        return self.filter(status=DocumentStatus.READY)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


class Document(Leased):
    """A paper: a template and a frozen context, so it says what was true on its day whenever it is rendered.

    The row tells the worker what to do: status, lease, attempts and error are kept here, so a broker message
    that is lost, doubled or late changes nothing.
    """

    AT_WORK = DocumentStatus.RENDERING

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=24, choices=[(k, p.title) for k, p in PAPERS.items()])
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    context = models.JSONField(editable=False)
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_on = models.DateField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="successor", editable=False
    )
    superseded_on = models.DateField(null=True, editable=False)
    withdrawn_on = models.DateField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_because = models.CharField(max_length=400, blank=True, editable=False)

    status = models.CharField(
        max_length=10, choices=DocumentStatus.choices, default=DocumentStatus.WAITING, editable=False
    )
    steps_done = models.PositiveSmallIntegerField(default=0, editable=False)
    steps = models.PositiveSmallIntegerField(default=0, editable=False)
    file = models.FileField(max_length=200, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(null=True, editable=False)
    ready_at = models.DateTimeField(null=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="document_to_be_made",
                condition=Q(status__in=["waiting", "rendering"]),
            ),
            models.Index(fields=["-id"], name="document_not_made", condition=Q(status="failed")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(PAPERS)), name="document_kind_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=DocumentStatus.values), name="document_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="ready")
                | (~Q(file="") & ~Q(sha256="") & Q(size__isnull=False, ready_at__isnull=False)),
                name="ready_document_has_its_file",
            ),
            models.CheckConstraint(
                condition=~Q(status="rendering") | Q(lease__isnull=False, lease_until__isnull=False),
                name="document_being_made_is_leased",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_because=""), name="withdrawn_document_says_why"
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")),
                name="document_does_not_supersede_itself",
            ),
            models.UniqueConstraint(
                fields=["job", "kind"],
                condition=Q(superseded_on=None, withdrawn_on=None) & ~Q(kind=PaperKind.FEE_RECORD),
                name="one_paper_of_a_kind_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return PAPERS[self.kind].title

    @property
    def in_force(self) -> bool:
        return self.superseded_on is None and self.withdrawn_on is None
