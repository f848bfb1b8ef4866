"""What an evaluation must have for "eligible": nothing failed, each open finding settled in writing."""

from __future__ import annotations

from assessments import words
from assessments.models import Evaluation, RecommendationOverride
from assessments.rulesets import ruleset_named
from assessments.services.assessment_rows import spoken
from assessments.services.reading import Known, serving_utility
from jobs.road.stages import Kind
from kilowire.floor.refusals import Refused


def refuse_unsettled_findings(evaluation: Evaluation, known: Known) -> None:
    """Raise Refused if the evaluation names another utility, fails, or leaves something to settle."""
    if evaluation.verdict == "other_utility":
        named = serving_utility(known)
        raise Refused(f"Another utility serves this meter: confirm with {named} what it allows.")
    _refuse_failing(evaluation)
    _refuse_open_findings(evaluation)
    if known.job.kind != Kind.REMOVAL:
        _refuse_something_simpler(evaluation)


def _refuse_failing(evaluation: Evaluation) -> None:
    failing = evaluation.with_outcome("fail")
    if failing and evaluation.correctable:
        fixes = " ".join(finding["fix"] for finding in failing)
        raise Refused(f"Not eligible as it stands. {fixes} Then record the new answers and judge again.")
    if failing:
        lasting = " ".join(finding["message"] for finding in failing if not finding["correctable"])
        raise Refused(f"Not eligible: {lasting} End the job, or offer what else would serve.")


def _refuse_open_findings(evaluation: Evaluation) -> None:
    settled = set(evaluation.decisions.values_list("rule", flat=True))
    titles = ruleset_named(evaluation.ruleset).titles()
    left = [
        str(titles[finding["rule"]])
        for finding in evaluation.with_outcome("review", "info")
        if finding["rule"] not in settled
    ]
    if left:
        raise Refused(f"Settle in writing first: {spoken(left)}.")


def _refuse_something_simpler(evaluation: Evaluation) -> None:
    if evaluation.recommends_adapter or RecommendationOverride.objects.filter(evaluation=evaluation).exists():
        return
    if not evaluation.recommendation:
        raise Refused(
            "There is no recommendation yet: it rests on the spare breaker spaces, the outlet at the parking "
            "spot and the wish for an own circuit. Answer them, or write down why the adapter all the same."
        )
    title = words.way(evaluation.recommendation).title
    raise Refused(f"{title} would serve and is simpler: write down why the adapter all the same.")
