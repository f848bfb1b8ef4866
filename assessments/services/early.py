"""What the rules say of a house that nobody has seen, by the few facts that a homeowner can tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from assessments.eligibility import Answer, evaluate
from assessments.rulesets import current_ruleset
from jobs.road.pre_checks import LIKELY, LOOK, NO, OTHER_UTILITY, PreCheck

TOLD_BY_HOMEOWNERS = (
    "utility", "request_type", "premises", "account_holder", "main_breaker_amps", "loads",
    "meter_adapter_in_socket",
)  # fmt: skip
"""Facts that a homeowner can tell; everything else is seen at the house."""

TOLD_WHERE_NEEDED = ("owner_consent",)


def pre_check(facts: Mapping[str, Any], language: str) -> PreCheck:
    """Judge by the rules of today; what a survey would find is left open.

    *Likely* only where every fact that a homeowner can tell is known and no rule stands against it. Raises
    FactError for a value that is none.
    """
    known = {name: value for name, value in facts.items() if value is not None}
    answer = evaluate(known, current_ruleset(on=timezone.localdate()), language=language)
    asked = tuple(name for name in TOLD_BY_HOMEOWNERS if known.get(name) in (None, "unknown"))
    asked += tuple(name for name in TOLD_WHERE_NEEDED if name in answer["missing"])
    reasons = [
        f["message"] for f in answer["findings"] if f["outcome"] in ("fail", "review", "other_utility")
    ]
    return PreCheck(_verdict(answer, asked), tuple(reasons), asked)


def _verdict(answer: Answer, asked: tuple[str, ...]) -> str:
    outcomes = {finding["outcome"] for finding in answer["findings"]}
    if answer["eligibility"] == "other_utility":
        return OTHER_UTILITY
    if "fail" in outcomes:
        return LOOK if answer["correctable"] else NO
    return LOOK if asked or "review" in outcomes or answer["rule21_required"] else LIKELY
