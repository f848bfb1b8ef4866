"""Evaluations, which never change, and the office's written decisions about them."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.assessment import Assessment
from assessments.rule_file import OUTCOMES
from jobs.models import AdapterModel, Upload
from jobs.models.visibility import JobFileQuerySet

VERDICTS = tuple(outcome for outcome in OUTCOMES if outcome != "not_applicable")


class Purpose(models.TextChoices):
    PRECHECK = "precheck", "Pre-check"
    VERDICT = "verdict", "Verdict"


class EvaluationQuerySet(JobFileQuerySet):
    job_path = "assessment__job"

    def verdicts(self) -> Self:
        return self.filter(purpose=Purpose.VERDICT)


class Evaluation(models.Model):
    """Facts and answer on a given day, by one version of the rules. The database refuses to change it.

    ``device`` is the adapter with its status on the product list on that day.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="evaluations")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    evaluated_on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ruleset = models.CharField(max_length=60)
    facts = models.JSONField()
    answer = models.JSONField()
    verdict = models.CharField(max_length=16)
    correctable = models.BooleanField()
    recommendation = models.CharField(max_length=24, blank=True)
    rule21_required = models.BooleanField(null=True)
    adapter = models.ForeignKey(AdapterModel, null=True, on_delete=models.PROTECT, related_name="+")
    device = models.JSONField(default=dict)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["assessment", "-id"], name="evaluation_of_assessment")]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="evaluation_has_a_known_purpose"
            ),
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="evaluation_has_a_known_verdict"),
            models.CheckConstraint(condition=~Q(ruleset=""), name="evaluation_names_its_rules"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} of {self.evaluated_on}: {self.verdict}"

    @property
    def findings(self) -> list[dict[str, Any]]:
        return self.answer["findings"]

    def finding(self, rule: str) -> dict[str, Any] | None:
        """Return the finding of one rule, if any."""
        return next((finding for finding in self.findings if finding["rule"] == rule), None)

    def with_outcome(self, *outcomes: str) -> list[dict[str, Any]]:
        return [finding for finding in self.findings if finding["outcome"] in outcomes]

    @property
    def recommends_adapter(self) -> bool:
        return self.recommendation == "msa"


class DecisionQuerySet(JobFileQuerySet):
    job_path = "evaluation__assessment__job"


class FindingDecision(models.Model):
    """The office's written decision on one finding; the evaluation itself does not change."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="decisions")
    rule = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8)
    because = models.CharField(max_length=400)
    document = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+")
    named_source = models.CharField(max_length=240, blank=True)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "rule"], name="one_decision_a_finding"),
            models.CheckConstraint(
                condition=Q(outcome__in=["review", "info"]), name="only_review_and_info_are_settled"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="decision_says_why"),
            models.CheckConstraint(
                condition=~Q(outcome="info") | Q(document__isnull=False) | ~Q(named_source=""),
                name="settled_info_has_document_or_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.because}"


class RecommendationOverride(models.Model):
    """The office's reason for setting the adapter although something simpler was recommended."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="override")
    because = models.CharField(max_length=400)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="override_says_why")]

    def __str__(self) -> str:
        return self.because
