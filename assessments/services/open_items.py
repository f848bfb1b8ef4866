"""Bring the open items of an assessment up to date with the known facts and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assessments.models import Assessment, Evaluation, Seal
from assessments.services.reading import Known, serving_utility
from assessments.wanted import PREFIX, AssessmentFacts, Judged, wanted_items
from jobs.agreeing.services import agreeing
from jobs.models import Approval
from jobs.open_items.services import open_items
from jobs.road.job_tabs import page_of_tab
from jobs.road.stages import Kind, Milestone
from kilowire.models import User


def bring_up_to_date(
    known: Known,
    evaluation: Evaluation | None,
    by: User,
    on: date | None = None,
    *,
    asks_for_rule_21: bool = False,
) -> None:
    """Open and end items so that they match what is owed now. ``evaluation`` is the latest for the verdict.

    ``asks_for_rule_21``: it is the first that finds an interconnection application necessary.
    """
    facts = _facts(known, known.assessment, evaluation, asks_for_rule_21) if known.assessment else None
    open_items.bring_up_to_date(
        job=known.job,
        wanted=wanted_items(facts) if facts else (),
        prefixes=(PREFIX,),
        by=by,
        on=on,
    )
    agreeing.bring_up_to_date(job=known.job, by=by, on=on)


def takes_out_a_generator(facts: Mapping[str, Any]) -> bool:
    """Return whether a removal takes out the adapter of solar, a battery or a generator."""
    served = facts.get("meter_adapter_in_socket") == "gma" and facts.get("generation_present") is True
    return facts.get("request_type") == Kind.REMOVAL and served


def _facts(
    known: Known, assessment: Assessment, evaluation: Evaluation | None, asks_for_rule_21: bool
) -> AssessmentFacts:
    utility, standing = known.job.site.utility, known.job.standing
    adapter, violations = assessment.adapter, known.facts.get("esr_violations")
    broken_seal = "cut" if assessment.seal == Seal.CUT else "missing"
    return AssessmentFacts(
        utility=utility.short_name,
        utility_phone=utility.phone,
        utility_page=page_of_tab("utility"),
        broken_seal=broken_seal if assessment.seal_to_report else "",
        has_lock_ring=known.facts.get("lock_ring") is True,
        adapter_to_check=str(adapter) if adapter and adapter.approval == Approval.UNKNOWN else "",
        violations=tuple(violations) if isinstance(violations, list) else (),
        awaits_verdict=Milestone.SURVEYED in standing and Milestone.ELIGIBLE not in standing,
        judged=_judged(known, evaluation) if evaluation else None,
        asks_for_rule_21=asks_for_rule_21,
        generator_comes_off=takes_out_a_generator(known.facts),
    )


def _judged(known: Known, evaluation: Evaluation) -> Judged:
    failed = (finding for finding in evaluation.with_outcome("fail") if finding["correctable"])
    return Judged(
        verdict=evaluation.verdict,
        correctable=evaluation.correctable,
        fits=evaluation.facts == known.facts,
        serving_utility=serving_utility(known) if evaluation.verdict == "other_utility" else "",
        failed=tuple((finding["rule"], finding["message"]) for finding in failed),
        rule_21=evaluation.rule21_required,
    )
