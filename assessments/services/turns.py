"""The open items of this desk: which there should be now, and bringing the job's own in line with that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assessments.models import Assessment, Evaluation, Seal
from assessments.services.reading import Known, serving_utility
from jobs.models import Approval, OpenItem, Party
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from kilowire.models import User

DESK = "assessments."
SEAL, LOCK_RING, APPROVAL = f"{DESK}seal", f"{DESK}lock_ring", f"{DESK}approval"
VERDICT, RULE_21, FINDING = f"{DESK}verdict", f"{DESK}rule21", f"{DESK}finding:"
TAB, ANSWERS = "assessments:assessment", "assessments:answers"

_PARTY_OF_RULE = {  # the office arranges the rest, with the homeowner where it is theirs to clear
    "energized-conduit": Party.FIELD,
    "comms-conduit": Party.FIELD,
}


@dataclass(frozen=True)
class Turn:
    """One item that should be open."""

    key: str
    party: str
    what: str
    act: str = TAB
    blocks: str = ""


def bring_in_line(known: Known, evaluation: Evaluation | None, by: User, on: date | None = None) -> None:
    """Open and end this desk's items so that they say what is owed now; Rule 21's item is its own act's."""
    job = known.job
    wanted = {turn.key: turn for turn in turns(known, evaluation)}
    open_now = {
        item.key: item
        for item in OpenItem.objects.of(job).open().filter(key__startswith=DESK).exclude(key=RULE_21)
    }
    for key in open_now.keys() - wanted.keys():
        open_items.end_by_key(job=job, key=key, by=by, on=on)
    for key, turn in wanted.items():
        standing = open_now.get(key)
        if standing is None or standing.what != turn.what[:240]:
            open_items.add(
                job=job,
                party=turn.party,
                what=turn.what,
                key=key,
                act=turn.act,
                blocks=turn.blocks,
                since_on=on,
                by=by,
            )


def turns(known: Known, evaluation: Evaluation | None) -> Iterator[Turn]:
    """Every item that should be open; ``evaluation`` is the latest made for the verdict."""
    assessment = known.assessment
    if assessment is None:
        return
    yield from _what_was_found(known, assessment)
    standing = known.job.standing
    if Milestone.SURVEYED in standing and Milestone.ELIGIBLE not in standing:
        yield Turn(VERDICT, Party.OFFICE, next_step(known, evaluation))
        if evaluation:
            yield from _to_mend(known, evaluation)


def _what_was_found(known: Known, assessment: Assessment) -> Iterator[Turn]:
    utility = known.job.site.utility
    phone = f": {utility.phone}" if utility.phone else ""
    if assessment.seal_to_report:
        word = "cut" if assessment.seal == Seal.CUT else "missing"
        what = f"Stop: the meter's seal was found {word}. Report it to {utility.short_name}{phone}"
        yield Turn(SEAL, Party.OFFICE, what, act="assessments:seal_reported")
    if known.facts.get("lock_ring") is True:
        what = (
            f"Ask {utility.short_name} to take the lock ring off the meter{phone}; the homeowner may call too"
        )
        yield Turn(LOCK_RING, Party.OFFICE, what, act=ANSWERS)
    if assessment.adapter and assessment.adapter.approval == Approval.UNKNOWN:
        what = f"Check whether {utility.short_name}'s product list has the {assessment.adapter}"
        yield Turn(APPROVAL, Party.OFFICE, what, act="assessments:approval")


def next_step(known: Known, evaluation: Evaluation | None) -> str:
    """What the office has to do with the verdict next."""
    if evaluation is None or evaluation.facts != known.facts:
        return "Judge the survey's answers by the program's rules"
    if evaluation.verdict == "other_utility":
        return f"Confirm with {serving_utility(known)} what it allows, or end the job"
    if evaluation.verdict == "fail" and evaluation.correctable:
        return "Judge again once what failed is mended"
    if evaluation.verdict == "fail":
        return "Tell the homeowner what else would serve, and end the job: it is not eligible"
    if evaluation.verdict == "pass":
        return "Record the verdict: eligible"
    return "Settle in writing what the rules leave open"


def _to_mend(known: Known, evaluation: Evaluation) -> Iterator[Turn]:
    for finding in evaluation.with_outcome("fail"):
        if finding["correctable"]:
            rule = finding["rule"]
            violations = known.facts.get("esr_violations")
            noted = f" ({', '.join(violations)})" if rule == "esr" and isinstance(violations, list) else ""
            yield Turn(
                f"{FINDING}{rule}",
                _PARTY_OF_RULE.get(rule, Party.OFFICE),
                f"To mend: {finding['message'].rstrip('.')}{noted}",
                blocks=Milestone.ELIGIBLE.value,
                act=ANSWERS,
            )


def ask_for_rule_21(
    known: Known, evaluation: Evaluation, earlier: Evaluation | None, by: User, on: date
) -> None:
    """Ask for the interconnection application when it becomes necessary, and end that when it no longer is.

    Asked once: the utility's desk ends the item with its own record, and it is not opened over that again.
    """
    utility = known.job.site.utility.short_name
    if evaluation.rule21_required and not (earlier and earlier.rule21_required):
        open_items.add(
            job=known.job,
            party=Party.OFFICE,
            what=f"Separate Rule 21 application to {utility}: solar, battery or backup",
            key=RULE_21,
            act="utility_requests:utility_request",
            since_on=on,
            by=by,
        )
    if evaluation.rule21_required is False:
        open_items.end_by_key(
            job=known.job, key=RULE_21, by=by, on=on, note="Not needed by the last evaluation"
        )
