"""What the app knows about a job: answers, facts, open questions, and whether an evaluation still fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from assessments import facts, survey_form
from assessments.facts import Fact, FactValue
from assessments.models import Answer, Assessment, Evaluation
from assessments.rule_file import Ruleset
from assessments.rulesets import current_ruleset
from assessments.services.evidence import required_photos
from assessments.services.place import place_values
from assessments.survey_items import Item
from jobs.models import AdapterModel, Job, Photo, PhotoSlot, Utility

PROGRAMME_OF_OTHERS = "sce_msa"  # a utility without a programme is judged by these rules, which say so
OF_THE_JOB = "request_type"  # its answer is the kind of the job


@dataclass(frozen=True)
class Known:
    """The answers of a job, and the facts from answers, kind of job and adapter."""

    job: Job
    assessment: Assessment | None
    answers: dict[str, Answer]
    facts: dict[str, FactValue]

    @property
    def adapter(self) -> AdapterModel | None:
        return self.assessment.adapter if self.assessment else None

    @property
    def asked(self) -> list[Fact]:
        """The facts that are asked for this job, as far as the answers determine."""
        return [fact for fact in facts.asked(self.facts) if not fact.from_product and fact.name != OF_THE_JOB]

    @property
    def open(self) -> list[Fact]:
        """The asked facts that are neither answered nor marked as "cannot tell"."""
        return [fact for fact in self.asked if fact.name not in self.answers]

    @cached_property
    def values(self) -> dict[str, Any]:
        """Facts and place values together, as the form's conditions read them."""
        return {**self.facts, **place_values(self.assessment)}

    @property
    def open_place(self) -> list[Item]:
        """The required items about the house that are neither recorded nor marked as "cannot tell"."""
        untold = self.assessment.untold if self.assessment else {}
        return [
            item
            for item in survey_form.current().place
            if item.is_required(self.values) and item.name not in self.values and item.name not in untold
        ]

    @property
    def required_photos(self) -> tuple[PhotoSlot, ...]:
        return required_photos(self.values)


def known_of(job: Job, assessment: Assessment | None) -> Known:
    """Return what is known about a job from its current answers; ``assessment`` is None if not begun."""
    rows = Answer.objects.of(job).current().select_related("by", "photo") if assessment else ()
    answers = {answer.fact: answer for answer in rows if answer.fact in facts.load().by_name}
    adapter = assessment.adapter if assessment else None
    return Known(job, assessment, answers, facts_of(job, adapter, answers))


def facts_of(job: Job, adapter: AdapterModel | None, answers: dict[str, Answer]) -> dict[str, FactValue]:
    """Return the facts as the rules take them, in the table's order."""
    given: dict[str, object] = {OF_THE_JOB: job.kind}
    given |= {name: answer.value for name, answer in answers.items() if answer.value is not None}
    if adapter:
        given |= {
            "device_approval": adapter.approval,
            "device_isolating": adapter.isolating,
            "device_max_circuit_amps": adapter.max_circuit_amps,
        }
    return facts.read(given)


def missing_photos(known: Known) -> list[PhotoSlot]:
    """Return required photos that are neither on file nor marked as unsafe to take."""
    on_file = set(Photo.objects.of(known.job).on_file().values_list("slot", flat=True))
    unsafe = known.assessment.unsafe_slots if known.assessment else {}
    return [slot for slot in known.required_photos if slot not in on_file and slot not in unsafe]


def ruleset_for(job: Job, on: date) -> Ruleset:
    """Return the rules of the job's utility program, in the version of that day."""
    return current_ruleset(job.site.utility.programme or PROGRAMME_OF_OTHERS, on=on)


def fits(evaluation: Evaluation, known: Known, ruleset: Ruleset) -> bool:
    """Return whether the evaluation still matches the facts known now and the rules valid now."""
    return evaluation.ruleset == ruleset.name and evaluation.facts == known.facts


def latest_verdict(job: Job) -> Evaluation | None:
    return Evaluation.objects.of(job).verdicts().select_related("adapter").first()


def device_snapshot(adapter: AdapterModel | None) -> dict[str, Any]:
    """Return the adapter and its current status on the product list, as plain values."""
    if adapter is None:
        return {}
    checked_on = adapter.approval_checked_on
    return {
        "name": str(adapter),
        "maker": adapter.maker,
        "model": adapter.model,
        "isolating": adapter.isolating,
        "max_circuit_amps": adapter.max_circuit_amps,
        "approval": adapter.approval,
        "approval_source": adapter.approval_source,
        "approval_checked_on": checked_on.isoformat() if checked_on else None,
    }


def serving_utility(known: Known) -> str:
    """Return the name of the utility in the answers, else of the job's own utility."""
    value = known.facts.get("utility")
    own = known.job.site.utility
    if value in (None, "unknown", own.fact_value):
        return own.name
    named = Utility.objects.filter(fact_value=value)
    found = list(named[:2])
    return found[0].name if len(found) == 1 else facts.load().shown("utility", value)
