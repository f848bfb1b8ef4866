"""The open items of a job at the utility, from the state of its application, visits and fees. Pure.

Every act computes them all again, so no item is forgotten or left open after its cause is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jobs.open_items.keys import UTILITY_VISIT
from jobs.open_items.wanted import CITY, FIELD, OFFICE, UTILITY, Wanted
from kilowire.floor.days import spoken_day_and_month
from utility_requests.failure_reasons import REASONS
from utility_requests.ledger import FeeState
from utility_requests.standing import (
    Application,
    ComingVisit,
    DoneVisit,
    Interconnection,
    RedItem,
    RequestFacts,
)

PREFIX = "utility_requests."
READINESS = f"{PREFIX}readiness:"
MEND = f"{PREFIX}mend:"
FEE = f"{PREFIX}fee:"
SEND, ANSWER, OVERDUE = f"{PREFIX}send", f"{PREFIX}answer", f"{PREFIX}overdue"
WINDOW, VISIT, OUTCOME = f"{PREFIX}window", UTILITY_VISIT, f"{PREFIX}outcome"
APPROVAL_PAPER, FEE_WORD = f"{PREFIX}approval_paper", f"{PREFIX}fee_word"
SEAL, RULE_21 = f"{PREFIX}seal", f"{PREFIX}rule_21"
TITLE = f"{PREFIX}title"
CLOSE_OUT = "closed_out"
TAB, APPROVE = "utility_requests:utility_request", "utility_requests:approve"
_PAGE_OF_ITEM = {
    APPROVAL_PAPER: "utility_requests:file_approval",
    SEAL: "jobs:photos",
    TITLE: "jobs:pass_title",
    RULE_21: "utility_requests:record_interconnection",
    f"{READINESS}staged": "jobs:photos",
    f"{READINESS}adapter": "jobs:photos",
    f"{READINESS}signal_cable": "jobs:installation",
    f"{READINESS}live_conductors": "jobs:installation",
}
"""The page of an item that names none itself; every other is recorded on the tab."""
PARTY_OF_RED_ITEM = {
    "staged": FIELD,
    "adapter": FIELD,
    "signal_cable": FIELD,
    "live_conductors": FIELD,
    "violations": FIELD,
    "final_first": CITY,
    "first_final": CITY,
}


def wanted_items(case: RequestFacts) -> tuple[Wanted, ...]:
    """Return exactly the items that should be open now, each with the page where it is done."""
    if case.closed:
        return ()
    return tuple(replace(each, act=each.act or _PAGE_OF_ITEM.get(each.key, TAB)) for each in _wanted(case))


def _wanted(case: RequestFacts) -> Iterator[Wanted]:
    if case.application:
        yield from _application(case, case.application)
        if case.coming and case.done is None:
            yield from _visit(case, case.application, case.coming)
    if case.done:
        yield from _done(case, case.done)
    yield from _fees(case)
    if case.done is None:
        yield from (_mend(pk, code) for pk, code in case.to_mend)
        yield from (_red(case, item) for item in case.red if not _is_asked_for(case, item))
    if case.interconnection:
        yield from _interconnection(case, case.interconnection)


def _application(case: RequestFacts, sent: Application) -> Iterator[Wanted]:
    name = case.utility
    if sent.ended_as in ("returned", "denied"):
        then = "mend it and send it again" if sent.ended_as == "returned" else "decide how to go on"
        what = f"{name} {sent.ended_as} the application ({sent.ended_because}): {then}"
        yield Wanted(SEND, OFFICE, what, act="utility_requests:prepare", since_on=sent.ended_on)
    elif not sent.ended_as and sent.submitted_on is None:
        yield Wanted(SEND, OFFICE, f"Complete the packet and send the application to {name}")
    elif not sent.ended_as and not sent.approved:
        what = "Answer the application; its day is typical, not guaranteed"
        yield Wanted(
            ANSWER, UTILITY, what, act=APPROVE, since_on=sent.submitted_on, expected_on=sent.typical_on
        )
    if sent.approved_on and not sent.has_approval_paper and not sent.ended_as:
        yield Wanted(APPROVAL_PAPER, OFFICE, f"File {name}'s approval", blocks=CLOSE_OUT)
    if case.done is None and _is_overdue(case, sent):
        since = f"{spoken_day_and_month(sent.typical_on)}" if sent.typical_on else ""
        what = f"Ask {name} where the application stands: its typical time was over on {since}"
        yield Wanted(OVERDUE, OFFICE, what, act=_awaited_answer(case, sent))


def _awaited_answer(case: RequestFacts, sent: Application) -> str:
    """Return the page where the utility's next answer is recorded: the approval, or the visit's date."""
    if sent.approved and case.coming:
        return f"utility_requests:record_window {case.coming.ordinal}"
    return APPROVE


def _is_overdue(case: RequestFacts, sent: Application) -> bool:
    waits_for_them = not sent.approved or (case.coming is not None and case.coming.window_on is None)
    late = sent.typical_on is not None and sent.typical_on < case.today
    return not sent.ended_as and late and waits_for_them


def _visit(case: RequestFacts, sent: Application, visit: ComingVisit) -> Iterator[Wanted]:
    if visit.window_on is None:
        if sent.approved and not sent.ended_as and not visit.window_waived:
            what = "Give a date for the visit; its day is typical, not guaranteed"
            late = bool(sent.typical_on and sent.typical_on < visit.since_on)
            expected = None if late else sent.typical_on
            act = f"utility_requests:record_window {visit.ordinal}"
            yield Wanted(WINDOW, UTILITY, what, act=act, since_on=visit.since_on, expected_on=expected)
        return
    done, outcome = "remove" if case.kind == "removal" else "set", _outcome_of(visit)
    yield Wanted(
        VISIT,
        UTILITY,
        f"Visit: {done} the adapter",
        act=outcome,
        since_on=visit.given_on,
        expected_on=visit.window_on,
        window=visit.hours,
        stake_usd=visit.stake_usd,
    )
    if visit.adapter_is_ours:
        what = f"Pass the adapter's title to the customer before {case.utility}'s visit"
        yield Wanted(TITLE, OFFICE, what, expected_on=visit.window_on)
    if visit.window_ends_on and visit.window_ends_on < case.today:
        what = f"Record the outcome of {case.utility}'s visit of {spoken_day_and_month(visit.window_on)}"
        yield Wanted(OUTCOME, OFFICE, what, act=outcome)


def _outcome_of(visit: ComingVisit) -> str:
    return f"utility_requests:record_outcome {visit.ordinal}"


def _done(case: RequestFacts, visit: DoneVisit) -> Iterator[Wanted]:
    if not visit.has_seal_photo:
        yield Wanted(SEAL, FIELD, f"Photograph {case.utility}'s seal after the visit")


def _fees(case: RequestFacts) -> Iterator[Wanted]:
    sent = case.application is not None and case.application.submitted_on is not None
    for fee in case.fees:
        if fee.state is FeeState.MAY_BE_CHARGED and not fee.over:
            what = f"Ask {case.utility} whether visit {fee.ordinal} costs another ${fee.amount_usd:,.2f}"
            act = f"utility_requests:answer_fee {fee.ordinal}"
            yield Wanted(FEE_WORD, OFFICE, what, act=act, stake_usd=fee.amount_usd)
        elif fee.state in (FeeState.DUE, FeeState.MAY_BE_CHARGED) and (fee.over or fee.ordinal > 1 or sent):
            what = (
                f"File the receipt of visit {fee.ordinal}'s fee of ${fee.amount_usd:,.2f}, "
                f"or {case.utility}'s word that it is not charged"
            )
            act = f"utility_requests:record_fee {fee.ordinal}"
            yield Wanted(f"{FEE}{fee.ordinal}", OFFICE, what, act=act, blocks=CLOSE_OUT)


def _mend(pk: int, code: str) -> Wanted:
    reason = REASONS[code]
    return Wanted(f"{MEND}{pk}", reason.party, reason.mend, act=f"utility_requests:mended {pk}")


def _is_asked_for(case: RequestFacts, item: RedItem) -> bool:
    """Return whether another app's item already covers this one: the lock ring, or a photo to be retaken."""
    return (item.key == "lock_ring" and case.lock_ring_asked_for) or item.retake in case.retakes_asked_for


def _red(case: RequestFacts, item: RedItem) -> Wanted:
    stake = case.coming.stake_usd if case.coming else None
    party = PARTY_OF_RED_ITEM.get(item.key, OFFICE)
    return Wanted(
        f"{READINESS}{item.key}",
        party,
        item.what,
        act="jobs:photos" if item.photo_wanted else "",
        expected_on=item.due_on,
        stake_usd=stake,
        keeps_day=False,
    )


def _interconnection(case: RequestFacts, sent: Interconnection) -> Iterator[Wanted]:
    if sent.submitted_on is None:
        yield Wanted(RULE_21, OFFICE, f"Send the Rule 21 interconnection application to {case.utility}")
    elif sent.approved_on is None:
        what = "Answer the Rule 21 interconnection application"
        yield Wanted(RULE_21, UTILITY, what, since_on=sent.submitted_on)
    elif sent.permission_on is None:
        what = "Give permission to operate under Rule 21"
        yield Wanted(RULE_21, UTILITY, what, since_on=sent.approved_on)
