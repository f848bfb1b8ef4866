"""Whether the recorded verdict still is one: what changed since it was made, and what it lacks."""

from __future__ import annotations

from assessments import facts
from assessments.facts import FactValue
from assessments.models import Assessment, Evaluation
from assessments.services.reading import Known, known_of, latest_verdict
from assessments.services.settling import refuse_unsettled_findings
from jobs.models import Job
from jobs.road.must_agree import VerdictFacts
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused


def verdict_facts(job: Job) -> VerdictFacts:
    """Return what changed since the last evaluation, and why it is not eligible; empty before a verdict."""
    if Milestone.ELIGIBLE not in job.standing:
        return VerdictFacts()
    assessment = Assessment.objects.of(job).select_related("adapter").first()
    evaluation = latest_verdict(job)
    if assessment is None or evaluation is None:
        return VerdictFacts()
    known = known_of(job, assessment)
    return VerdictFacts(changed=changed_since(evaluation, known), lacks=lacking(evaluation, known))


def changed_since(evaluation: Evaluation, known: Known) -> tuple[str, ...]:
    """Return the labels of the facts of house and adapter that differ from those of the evaluation."""
    names = {**evaluation.facts, **known.facts}
    return tuple(
        str(facts.load()[name].label)
        for name in names
        if name in facts.load().by_name and _told(evaluation.facts.get(name)) != _told(known.facts.get(name))
    )


def lacking(evaluation: Evaluation, known: Known) -> str:
    """Return why the evaluation does not carry "eligible", without a period; empty if it does."""
    try:
        refuse_unsettled_findings(evaluation, known)
    except Refused as refusal:
        text = str(refusal).rstrip(".")
        return f"{text[:1].lower()}{text[1:]}"
    return ""


def _told(value: FactValue | None) -> FactValue | None:
    """A fact that nobody knows is the same whether it says so or is left out."""
    return None if value == "unknown" else value
