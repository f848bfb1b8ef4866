"""Whose turn it is at the utility's desk, from how application, visits and fees stand. Pure.

Every act asks anew, so an item can neither be forgotten nor left open behind what it was opened for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from utility_requests.failure_reasons import REASONS
from utility_requests.ledger import FeeState
from utility_requests.standing import Application, ComingVisit, Desk, DoneVisit, Interconnection, RedItem

DESK = "utility_requests."
READINESS = f"{DESK}readiness:"
MEND = f"{DESK}mend:"
FEE = f"{DESK}fee:"
SEND, ANSWER, OVERDUE = f"{DESK}send", f"{DESK}answer", f"{DESK}overdue"
WINDOW, VISIT, OUTCOME = f"{DESK}window", f"{DESK}visit", f"{DESK}outcome"
APPROVAL_PAPER, FEE_WORD = f"{DESK}approval_paper", f"{DESK}fee_word"
SERIAL, SEAL, RULE_21 = f"{DESK}serial", f"{DESK}seal", f"{DESK}rule_21"
TITLE = f"{DESK}title"
CLOSE_OUT = "closed_out"
OFFICE, FIELD, UTILITY, CITY = "office", "field", "utility", "city"
PARTY_OF_RED_ITEM = {
    "staged": FIELD,
    "adapter": FIELD,
    "signal_cable": FIELD,
    "live_conductors": FIELD,
    "violations": FIELD,
    "final_first": CITY,
    "first_final": CITY,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One open item: who owes what, by when, and what is at stake."""

    key: str
    party: str
    what: str
    since_on: date | None = None
    expected_on: date | None = None
    window: str = ""
    stake_usd: Decimal | None = None
    blocks: str = ""


def turns(desk: Desk) -> tuple[Turn, ...]:
    """Every item that should be open now, and no other."""
    if desk.closed:
        return ()
    return tuple(_turns(desk))


def _turns(desk: Desk) -> Iterator[Turn]:
    if desk.application:
        yield from _application(desk, desk.application)
        if desk.coming and desk.done is None:
            yield from _visit(desk, desk.application, desk.coming)
    if desk.done:
        yield from _done(desk, desk.done)
    yield from _fees(desk)
    if desk.done is None:
        yield from (_mend(pk, code) for pk, code in desk.to_mend)
        yield from (_red(desk, item) for item in desk.red)
    if desk.interconnection:
        yield from _interconnection(desk, desk.interconnection)


def _application(desk: Desk, sent: Application) -> Iterator[Turn]:
    name = desk.utility
    if sent.ended_as in ("returned", "denied"):
        then = "mend it and send it again" if sent.ended_as == "returned" else "decide how to go on"
        what = f"{name} {sent.ended_as} the application ({sent.ended_because}): {then}"
        yield Turn(SEND, OFFICE, what, since_on=sent.ended_on)
    elif not sent.ended_as and sent.submitted_on is None:
        yield Turn(SEND, OFFICE, f"Complete the packet and send the application to {name}")
    elif not sent.ended_as and not sent.approved:
        what = "Answer the application; its day is typical, not guaranteed"
        yield Turn(ANSWER, UTILITY, what, sent.submitted_on, sent.typical_on)
    if sent.approved_on and not sent.has_approval_paper and not sent.ended_as:
        yield Turn(APPROVAL_PAPER, OFFICE, f"File {name}'s approval", blocks=CLOSE_OUT)
    if desk.done is None and _is_overdue(desk, sent):
        since = f"{sent.typical_on:%-d %B}" if sent.typical_on else ""
        what = f"Ask {name} where the application stands: its typical time was over on {since}"
        yield Turn(OVERDUE, OFFICE, what)


def _is_overdue(desk: Desk, sent: Application) -> bool:
    waits_for_them = not sent.approved or (desk.coming is not None and desk.coming.window_on is None)
    late = sent.typical_on is not None and sent.typical_on < desk.today
    return not sent.ended_as and late and waits_for_them


def _visit(desk: Desk, sent: Application, visit: ComingVisit) -> Iterator[Turn]:
    if visit.window_on is None:
        if sent.approved and not sent.ended_as and not visit.window_waived:
            what = "Give a date for the visit; its day is typical, not guaranteed"
            late = bool(sent.typical_on and sent.typical_on < visit.since_on)
            expected = None if late else sent.typical_on
            yield Turn(WINDOW, UTILITY, what, visit.since_on, expected)
        return
    done = "remove" if desk.kind == "removal" else "set"
    yield Turn(
        VISIT,
        UTILITY,
        f"Visit: {done} the adapter",
        visit.given_on,
        visit.window_on,
        visit.hours,
        visit.stake_usd,
    )
    if visit.adapter_is_ours:
        what = f"Pass the adapter's title to the customer before {desk.utility}'s visit"
        yield Turn(TITLE, OFFICE, what, expected_on=visit.window_on)
    if visit.window_ends_on and visit.window_ends_on < desk.today:
        what = f"Say what came of {desk.utility}'s visit of {visit.window_on:%-d %B}"
        yield Turn(OUTCOME, OFFICE, what)


def _done(desk: Desk, visit: DoneVisit) -> Iterator[Turn]:
    if visit.serials_differ:
        what = (
            f"{desk.utility} set the adapter {visit.serial_seen or 'without a serial number'}, "
            f"and {visit.serial_bought or 'none'} was bought: find out which is in the socket"
        )
        yield Turn(SERIAL, OFFICE, what, blocks=CLOSE_OUT)
    if not visit.has_seal_photo:
        yield Turn(SEAL, FIELD, f"Photograph {desk.utility}'s seal after the visit")


def _fees(desk: Desk) -> Iterator[Turn]:
    sent = desk.application is not None and desk.application.submitted_on is not None
    for fee in desk.fees:
        if fee.state is FeeState.MAY_BE_CHARGED and not fee.over:
            what = f"Ask {desk.utility} whether visit {fee.ordinal} costs another ${fee.amount_usd:,.2f}"
            yield Turn(FEE_WORD, OFFICE, what, stake_usd=fee.amount_usd)
        elif fee.state in (FeeState.DUE, FeeState.MAY_BE_CHARGED) and (fee.over or fee.ordinal > 1 or sent):
            what = (
                f"File the receipt of visit {fee.ordinal}'s fee of ${fee.amount_usd:,.2f}, "
                f"or {desk.utility}'s word that it is not charged"
            )
            yield Turn(f"{FEE}{fee.ordinal}", OFFICE, what, blocks=CLOSE_OUT)


def _mend(pk: int, code: str) -> Turn:
    reason = REASONS[code]
    return Turn(f"{MEND}{pk}", reason.party, reason.mend)


def _red(desk: Desk, item: RedItem) -> Turn:
    stake = desk.coming.stake_usd if desk.coming else None
    party = PARTY_OF_RED_ITEM.get(item.key, OFFICE)
    return Turn(f"{READINESS}{item.key}", party, item.what, expected_on=item.due_on, stake_usd=stake)


def _interconnection(desk: Desk, sent: Interconnection) -> Iterator[Turn]:
    if sent.submitted_on is None:
        yield Turn(RULE_21, OFFICE, f"Send the Rule 21 interconnection application to {desk.utility}")
    elif sent.approved_on is None:
        yield Turn(RULE_21, UTILITY, "Answer the Rule 21 interconnection application", sent.submitted_on)
    elif sent.permission_on is None:
        yield Turn(RULE_21, UTILITY, "Give permission to operate under Rule 21", sent.approved_on)
