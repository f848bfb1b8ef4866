"""Written decisions of the office: on a finding left open by the rules, and on setting the adapter anyway."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import words
from assessments.models import Assessment, Evaluation, FindingDecision, RecommendationOverride
from assessments.rulesets import ruleset_named
from assessments.services.assessment_rows import locked_assessment, refuse_if_over
from assessments.services.reading import latest_verdict
from assessments.services.renewing import renew_verdict
from jobs.agreeing.services import agreeing
from jobs.history.services import history
from jobs.models import EventKind, Job, Upload
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.road.stages import Kind, Milestone
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, needs_reason, needs_words
from kilowire.models import User


@transaction.atomic
def decide_finding(
    *,
    job: Job,
    rule: str,
    because: str,
    by: User,
    named_source: str = "",
    document: File[bytes] | None = None,
    on: date | None = None,
) -> FindingDecision:
    """Settle one finding of the last evaluation in writing; the evaluation itself does not change.

    Refused on a failed requirement and once the verdict is recorded. For an unknown one, a document or a
    named source is required.
    """
    on = on or timezone.localdate()
    evaluation = _locked_evaluation(job)
    needs_reason(because)
    finding = _open_finding(evaluation, rule)
    if finding["outcome"] == "info" and not document:
        ask = _("Nobody knows it: file a document or name the source.")
        needs_words(named_source, ask, field="named_source")
    decision = FindingDecision.objects.create(
        evaluation=evaluation,
        rule=rule,
        outcome=finding["outcome"],
        because=because.strip()[:400],
        named_source=named_source.strip()[:240],
        document=_filed(evaluation, document, by, on),
        decided_on=on,
        decided_by=by,
    )
    _record_event(decision)
    _follow_up(evaluation, by, on)
    return decision


def _record_event(decision: FindingDecision) -> None:
    evaluation, rule = decision.evaluation, decision.rule
    history.record(
        job=evaluation.assessment.job,
        kind=EventKind.DESK,
        sentence=f"Settled by the office: {title_of(evaluation, rule)}",
        because=decision.because,
        on=decision.decided_on,
        by=decision.decided_by,
        after={"evaluation": evaluation.pk, "rule": rule, "source": decision.named_source},
    )


@transaction.atomic
def override_recommendation(
    *, job: Job, because: str, by: User, on: date | None = None
) -> RecommendationOverride:
    """Record why the adapter is set although something simpler was recommended; refused on a removal."""
    on = on or timezone.localdate()
    evaluation = _locked_evaluation(job)
    needs_reason(because)
    job = evaluation.assessment.job
    if job.kind == Kind.REMOVAL:
        raise Refused("A removal places nothing, so nothing is recommended.")
    if evaluation.recommends_adapter:
        raise Refused("The adapter is what was recommended.")
    earlier = RecommendationOverride.objects.filter(evaluation=evaluation).first()
    if earlier:
        raise already(earlier.decided_by, _("wrote it down"), earlier.decided_on)
    override = RecommendationOverride.objects.create(
        evaluation=evaluation, because=because.strip()[:400], decided_on=on, decided_by=by
    )
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"The adapter all the same; recommended was: {words.way(evaluation.recommendation).title}",
        because=override.because,
        on=on,
        by=by,
        after={"evaluation": evaluation.pk, "recommendation": evaluation.recommendation},
    )
    _follow_up(evaluation, by, on)
    return override


def _follow_up(evaluation: Evaluation, by: User, on: date) -> None:
    """Renew a recorded verdict that is settled with this, and end the item that asks for it."""
    renew_verdict(evaluation.assessment, evaluation, by, on)
    agreeing.bring_up_to_date(job=evaluation.assessment.job, by=by, on=on)


def title_of(evaluation: Evaluation, rule: str) -> str:
    """Return the title of a rule, in the version of the rules by which it was judged."""
    return str(ruleset_named(evaluation.ruleset).titles()[rule])


def _filed(evaluation: Evaluation, document: File[bytes] | None, by: User, on: date) -> Upload | None:
    if document is None:
        return None
    job = evaluation.assessment.job
    return paperwork.file_upload(job=job, kind=UploadKind.FINDING_EVIDENCE, file=document, by=by, on=on)


def _locked_evaluation(job: Job) -> Evaluation:
    """Return the last evaluation, with its assessment locked; refused once it is the recorded verdict."""
    assessment = locked_assessment(job)
    refuse_if_over(assessment.job)
    evaluation = latest_verdict(assessment.job)
    if Milestone.ELIGIBLE in assessment.job.standing and not _is_newer(evaluation, assessment):
        raise Refused("The verdict is recorded: undo it before settling anything else.")
    if evaluation is None or Milestone.SURVEYED not in assessment.job.standing:
        raise Refused("Not yet: the site survey is not recorded, so there is no verdict to settle.")
    evaluation.assessment = assessment
    return evaluation


def _is_newer(evaluation: Evaluation | None, assessment: Assessment) -> bool:
    """Whether the house was judged again since the verdict was recorded."""
    return evaluation is not None and assessment.verdict_id != evaluation.pk


def _open_finding(evaluation: Evaluation, rule: str) -> dict[str, str]:
    finding = evaluation.finding(rule)
    if finding is None or finding["outcome"] in ("pass", "not_applicable"):
        raise Refused("There is nothing to settle here.")
    if finding["outcome"] not in ("review", "info"):
        raise Refused(f"This cannot be settled in writing. {finding['fix']}")
    earlier = evaluation.decisions.filter(rule=rule).select_related("decided_by").first()
    if earlier:
        raise already(earlier.decided_by, _("settled this"), earlier.decided_on)
    return finding
