"""The open items that an assessment needs, from the known facts and the verdict. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jobs.open_items.keys import LOCK_RING, RULE_21
from jobs.open_items.wanted import FIELD, OFFICE, Over, Wanted
from jobs.road.stages import Milestone

PREFIX = "assessments."
SEAL, APPROVAL = f"{PREFIX}seal", f"{PREFIX}approval"
VERDICT, FINDING = f"{PREFIX}verdict", f"{PREFIX}finding:"
TAB, ANSWERS = "assessments:assessment", "assessments:answers"

_PARTY_OF_RULE = {  # the office arranges the rest, with the homeowner where it is theirs to clear
    "energized-conduit": FIELD,
    "comms-conduit": FIELD,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """The latest evaluation for the verdict. ``failed``: rule and message of each failure that can be fixed.

    ``fits``: it matches what is known now. ``serving_utility``: the utility in the answers, if not the job's.
    """

    verdict: str
    correctable: bool
    fits: bool
    serving_utility: str = ""
    failed: tuple[tuple[str, str], ...] = ()
    rule_21: bool | None = None


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """The state of an assessment. ``awaits_verdict``: surveyed, and not recorded as eligible.

    ``broken_seal``: the state of the meter's seal, if it is to be reported. ``adapter_to_check``: the chosen
    adapter, if its status on the utility's product list was not checked. ``asks_for_rule_21``: the evaluation
    is the first that finds an interconnection application necessary. ``generator_comes_off``: what a removal
    takes out serves solar, a battery or a generator.
    """

    utility: str
    utility_phone: str = ""
    utility_page: str = ""
    broken_seal: str = ""
    has_lock_ring: bool = False
    adapter_to_check: str = ""
    violations: tuple[str, ...] = ()
    awaits_verdict: bool = False
    judged: Judged | None = None
    asks_for_rule_21: bool = False
    generator_comes_off: bool = False


def wanted_items(facts: AssessmentFacts) -> Iterator[Wanted | Over]:
    """Yield every item that should be open."""
    yield _rule_21(facts)
    yield from _what_was_found(facts)
    if facts.awaits_verdict:
        yield Wanted(VERDICT, OFFICE, next_step(facts.judged), act=TAB)
        if facts.judged:
            yield from (_to_mend(rule, message, facts) for rule, message in facts.judged.failed)


def _rule_21(facts: AssessmentFacts) -> Wanted | Over:
    """Return the Rule 21 item, opened once only: it is ended with the application and not opened again."""
    if facts.generator_comes_off:
        return Wanted(
            RULE_21,
            OFFICE,
            f"What comes out serves a generator: ask {facts.utility} what becomes of it under Rule 21",
            act=facts.utility_page,
            opens=facts.asks_for_rule_21,
        )
    if facts.judged and facts.judged.rule_21 is False:
        return Over(RULE_21, note="Not needed by the last evaluation")
    return Wanted(
        RULE_21,
        OFFICE,
        f"Separate Rule 21 application to {facts.utility}: solar, battery or backup",
        act=facts.utility_page,
        opens=facts.asks_for_rule_21,
    )


def _what_was_found(facts: AssessmentFacts) -> Iterator[Wanted]:
    utility = facts.utility
    phone = f": {facts.utility_phone}" if facts.utility_phone else ""
    if facts.broken_seal:
        what = f"Stop: the meter's seal was found {facts.broken_seal}. Report it to {utility}{phone}"
        yield Wanted(SEAL, OFFICE, what, act="assessments:seal_reported")
    if facts.has_lock_ring:
        what = f"Ask {utility} to take the lock ring off the meter{phone}; the homeowner may call too"
        yield Wanted(LOCK_RING, OFFICE, what, act=ANSWERS)
    if facts.adapter_to_check:
        what = f"Check whether {utility}'s product list has the {facts.adapter_to_check}"
        yield Wanted(APPROVAL, OFFICE, what, act="assessments:approval")


def next_step(judged: Judged | None) -> str:
    """Return what the office has to do next about the verdict."""
    if judged is None or not judged.fits:
        return "Judge the survey's answers by the program's rules"
    if judged.verdict == "other_utility":
        return f"Confirm with {judged.serving_utility} what it allows, or end the job"
    if judged.verdict == "fail" and judged.correctable:
        return "Judge again once what failed is mended"
    if judged.verdict == "fail":
        return "Tell the homeowner what else would serve, and end the job: it is not eligible"
    if judged.verdict == "pass":
        return "Record the verdict: eligible"
    return "Settle in writing what the rules leave open"


def _to_mend(rule: str, message: str, facts: AssessmentFacts) -> Wanted:
    noted = f" ({', '.join(facts.violations)})" if rule == "esr" and facts.violations else ""
    return Wanted(
        f"{FINDING}{rule}",
        _PARTY_OF_RULE.get(rule, OFFICE),
        f"To mend: {message.rstrip('.')}{noted}",
        act=ANSWERS,
        blocks=Milestone.ELIGIBLE.value,
    )
