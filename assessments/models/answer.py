"""One answer to one fact: its value, or why nobody can tell; by which source, by whom, when."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models.assessment import Assessment
from jobs.models import Photo
from jobs.models.visibility import JobFileQuerySet


class Source(models.TextChoices):
    """Where an answer comes from. Facts of the adapter are not answers: they are read from the directory."""

    SITE = "site", "Seen on site"
    PHOTO = "photo", "From a photo"
    CALLER = "caller", "Told by the caller"
    BILL = "bill", "From the bill"
    STANDARD = "standard", "Our standard build"


class AnswerQuerySet(JobFileQuerySet):
    job_path = "assessment__job"

    def current(self) -> Self:
        return self.filter(replaced_at=None)


class Answer(models.Model):
    """One answer. The current answer to a fact has no ``replaced_at``; earlier ones are kept."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    fact = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    cannot_tell = models.CharField(max_length=240, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices)
    photo = models.ForeignKey(Photo, null=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "fact"], condition=Q(replaced_at=None), name="one_current_answer_a_fact"
            ),
            models.CheckConstraint(condition=~Q(fact=""), name="answer_names_its_fact"),
            models.CheckConstraint(
                condition=Q(source__in=Source.values), name="answer_comes_from_a_known_source"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, cannot_tell="")
                | (Q(value__isnull=True) & ~Q(cannot_tell="")),
                name="answer_is_a_value_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(photo=None) | Q(source=Source.PHOTO), name="only_an_answer_from_a_photo_has_one"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(replaced_at__gte=F("at")),
                name="answer_is_replaced_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} of {self.assessment_id}"

    @property
    def plain(self) -> dict[str, Any]:
        """Its values as kept in the history."""
        said = {"cannot_tell": self.cannot_tell} if self.value is None else {"value": self.value}
        return {**said, "source": self.source}
