"""Whose turn it is: every state of the desk opens what is owed and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from utility_requests.ledger import FeeState
from utility_requests.standing import (
    Application,
    ComingVisit,
    Desk,
    DoneVisit,
    Fee,
    Interconnection,
    RedItem,
)
from utility_requests.turns import turns

FEE = Decimal("279.22")
TODAY = date(2026, 11, 20)
SENT = Application(submitted_on=date(2026, 11, 2), typical_on=date(2026, 12, 16))
APPROVED = replace(SENT, approved=True, approved_on=date(2026, 11, 12), has_approval_paper=True)
COMING = ComingVisit(1, FEE, FEE, since_on=date(2026, 11, 12))
DATED = replace(
    COMING,
    window_on=date(2026, 11, 24),
    window_ends_on=date(2026, 11, 24),
    hours="8–12",
    given_on=date(2026, 11, 12),
)
DESK = Desk("SCE", "installation", TODAY, application=SENT, coming=COMING)


def open_on(desk: Desk) -> dict[str, str]:
    return {turn.key.removeprefix("utility_requests."): turn.party for turn in turns(desk)}


@pytest.mark.parametrize(
    ("desk", "expected"),
    [
        (replace(DESK, application=None, coming=None), {}),
        (replace(DESK, application=Application()), {"send": "office"}),
        (DESK, {"answer": "utility"}),
        (replace(DESK, application=APPROVED), {"window": "utility"}),
        (
            replace(DESK, application=replace(APPROVED, has_approval_paper=False), coming=DATED),
            {"approval_paper": "office", "visit": "utility"},
        ),
        (replace(DESK, application=APPROVED, coming=replace(COMING, window_waived=True)), {}),
        (
            replace(DESK, application=APPROVED, coming=DATED, today=date(2026, 11, 25)),
            {"visit": "utility", "outcome": "office"},
        ),
        (replace(DESK, today=date(2026, 12, 17)), {"answer": "utility", "overdue": "office"}),
        (
            replace(DESK, application=APPROVED, today=date(2026, 12, 17)),
            {"window": "utility", "overdue": "office"},
        ),
        (replace(DESK, application=APPROVED, coming=DATED, closed=True), {}),
    ],
)
def test_application_and_visit(desk: Desk, expected: dict[str, str]) -> None:
    assert open_on(desk) == expected


@pytest.mark.parametrize(("ended_as", "then"), [("returned", "send it again"), ("denied", "how to go on")])
def test_a_returned_or_denied_application_is_ours_again(ended_as: str, then: str) -> None:
    ended = replace(SENT, ended_as=ended_as, ended_on=TODAY, ended_because="meter number")
    (turn,) = turns(replace(DESK, application=ended))
    assert (turn.party, turn.since_on) == ("office", TODAY)
    assert "meter number" in turn.what
    assert turn.what.endswith(then)


def test_a_withdrawn_application_owes_nothing() -> None:
    ended = replace(APPROVED, ended_as="withdrawn", ended_on=TODAY, ended_because="went elsewhere")
    assert open_on(replace(DESK, application=ended)) == {}


def test_the_visit_carries_its_window_and_one_fee() -> None:
    (turn,) = turns(replace(DESK, application=APPROVED, coming=DATED))
    assert (turn.what, turn.expected_on, turn.window) == (
        "Visit: set the adapter",
        date(2026, 11, 24),
        "8–12",
    )
    assert (turn.stake_usd, turn.since_on) == (FEE, date(2026, 11, 12))
    (removal,) = turns(replace(DESK, kind="removal", application=APPROVED, coming=DATED))
    assert removal.what == "Visit: remove the adapter"


def test_the_adapter_becomes_the_customers_before_the_visit() -> None:
    ours = replace(DESK, application=APPROVED, coming=replace(DATED, adapter_is_ours=True))
    assert open_on(ours) == {"visit": "utility", "title": "office"}
    assert open_on(replace(ours, coming=replace(COMING, adapter_is_ours=True))) == {"window": "utility"}


@pytest.mark.parametrize(
    ("fee", "expected"),
    [
        (Fee(1, FeeState.DUE, FEE, over=False), {"answer": "utility", "fee:1": "office"}),
        (Fee(1, FeeState.PAID, FEE, over=False), {"answer": "utility"}),
        (Fee(2, FeeState.MAY_BE_CHARGED, FEE, over=False), {"answer": "utility", "fee_word": "office"}),
        (Fee(2, FeeState.MAY_BE_CHARGED, FEE, over=True), {"answer": "utility", "fee:2": "office"}),
        (Fee(2, FeeState.NOT_CHARGED, FEE, over=True), {"answer": "utility"}),
    ],
)
def test_a_fee_is_asked_for_or_asked_about(fee: Fee, expected: dict[str, str]) -> None:
    assert open_on(replace(DESK, fees=(fee,))) == expected


def test_an_unpaid_first_fee_is_part_of_the_packet_until_it_is_sent() -> None:
    fee = Fee(1, FeeState.DUE, FEE, over=False)
    assert open_on(replace(DESK, application=Application(), fees=(fee,))) == {"send": "office"}


def test_red_items_and_what_is_to_be_mended_have_their_party_and_end_with_the_work() -> None:
    red = (RedItem("staged", "No photo"), RedItem("final_first", "No final"), RedItem("rating", "Unknown"))
    desk = replace(DESK, red=red, to_mend=((7, "F4"), (8, "F5")))
    assert open_on(desk) == {
        "answer": "utility",
        "readiness:staged": "field",
        "readiness:final_first": "city",
        "readiness:rating": "office",
        "mend:7": "field",
        "mend:8": "office",
    }
    done = DoneVisit("CD-1", "CD-1", has_seal_photo=True)
    assert open_on(replace(desk, application=APPROVED, coming=None, done=done)) == {}


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (DoneVisit("CD-1", "cd 1", has_seal_photo=True), {}),
        (DoneVisit("CD-1", "CD-2", has_seal_photo=True), {"serial": "office"}),
        (DoneVisit("CD-1", "", has_seal_photo=False), {"serial": "office", "seal": "field"}),
        (DoneVisit("", "CD-1", placed=False, has_seal_photo=True), {}),
    ],
)
def test_after_the_visit_serial_and_seal(done: DoneVisit, expected: dict[str, str]) -> None:
    assert open_on(replace(DESK, application=APPROVED, coming=None, done=done)) == expected


@pytest.mark.parametrize(
    ("rule_21", "party"),
    [
        (Interconnection(), "office"),
        (Interconnection(TODAY), "utility"),
        (Interconnection(TODAY, TODAY), "utility"),
        (Interconnection(TODAY, TODAY, TODAY), None),
    ],
)
def test_rule_21_waits_for_whoever_is_next(rule_21: Interconnection, party: str | None) -> None:
    assert open_on(replace(DESK, interconnection=rule_21)).get("rule_21") == party


def test_what_blocks_the_close_out() -> None:
    done = DoneVisit("A", "B", has_seal_photo=False)
    fee = Fee(1, FeeState.DUE, FEE, over=True)
    sent = replace(APPROVED, has_approval_paper=False)
    found = turns(replace(DESK, application=sent, coming=None, done=done, fees=(fee,)))
    assert {turn.key.removeprefix("utility_requests.") for turn in found if turn.blocks == "closed_out"} == {
        "approval_paper",
        "serial",
        "fee:1",
    }
