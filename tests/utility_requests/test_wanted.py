"""Whose item it is: every state of the case opens what is owed and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from utility_requests.ledger import FeeState
from utility_requests.standing import (
    Application,
    ComingVisit,
    DoneVisit,
    Fee,
    Interconnection,
    RedItem,
    RequestFacts,
)
from utility_requests.wanted import wanted_items

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
CASE = RequestFacts("SCE", "installation", TODAY, application=SENT, coming=COMING)


def open_on(case: RequestFacts) -> dict[str, str]:
    return {item.key.removeprefix("utility_requests."): item.party for item in wanted_items(case)}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (replace(CASE, application=None, coming=None), {}),
        (replace(CASE, application=Application()), {"send": "office"}),
        (CASE, {"answer": "utility"}),
        (replace(CASE, application=APPROVED), {"window": "utility"}),
        (
            replace(CASE, application=replace(APPROVED, has_approval_paper=False), coming=DATED),
            {"approval_paper": "office", "visit": "utility"},
        ),
        (replace(CASE, application=APPROVED, coming=replace(COMING, window_waived=True)), {}),
        (
            replace(CASE, application=APPROVED, coming=DATED, today=date(2026, 11, 25)),
            {"visit": "utility", "outcome": "office"},
        ),
        (replace(CASE, today=date(2026, 12, 17)), {"answer": "utility", "overdue": "office"}),
        (
            replace(CASE, application=APPROVED, today=date(2026, 12, 17)),
            {"window": "utility", "overdue": "office"},
        ),
        (replace(CASE, application=APPROVED, coming=DATED, closed=True), {}),
    ],
)
def test_application_and_visit(case: RequestFacts, expected: dict[str, str]) -> None:
    assert open_on(case) == expected


@pytest.mark.parametrize(("ended_as", "then"), [("returned", "send it again"), ("denied", "how to go on")])
def test_a_returned_or_denied_application_is_ours_again(ended_as: str, then: str) -> None:
    ended = replace(SENT, ended_as=ended_as, ended_on=TODAY, ended_because="meter number")
    (item,) = wanted_items(replace(CASE, application=ended))
    assert (item.party, item.since_on) == ("office", TODAY)
    assert "meter number" in item.what
    assert item.what.endswith(then)


def test_a_withdrawn_application_owes_nothing() -> None:
    ended = replace(APPROVED, ended_as="withdrawn", ended_on=TODAY, ended_because="went elsewhere")
    assert open_on(replace(CASE, application=ended)) == {}


def test_the_visit_carries_its_window_and_one_fee() -> None:
    (item,) = wanted_items(replace(CASE, application=APPROVED, coming=DATED))
    assert (item.what, item.expected_on, item.window) == (
        "Visit: set the adapter",
        date(2026, 11, 24),
        "8–12",
    )
    assert (item.stake_usd, item.since_on) == (FEE, date(2026, 11, 12))
    (removal,) = wanted_items(replace(CASE, kind="removal", application=APPROVED, coming=DATED))
    assert removal.what == "Visit: remove the adapter"


def test_the_adapter_becomes_the_customers_before_the_visit() -> None:
    ours = replace(CASE, application=APPROVED, coming=replace(DATED, adapter_is_ours=True))
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
    assert open_on(replace(CASE, fees=(fee,))) == expected


def test_an_unpaid_first_fee_is_part_of_the_packet_until_it_is_sent() -> None:
    fee = Fee(1, FeeState.DUE, FEE, over=False)
    assert open_on(replace(CASE, application=Application(), fees=(fee,))) == {"send": "office"}


def test_red_items_and_what_is_to_be_mended_have_their_party_and_end_with_the_work() -> None:
    red = (RedItem("staged", "No photo"), RedItem("final_first", "No final"), RedItem("rating", "Unknown"))
    case = replace(CASE, red=red, to_mend=((7, "F4"), (8, "F5")))
    assert open_on(case) == {
        "answer": "utility",
        "readiness:staged": "field",
        "readiness:final_first": "city",
        "readiness:rating": "office",
        "mend:7": "field",
        "mend:8": "office",
    }
    done = DoneVisit(has_seal_photo=True)
    assert open_on(replace(case, application=APPROVED, coming=None, done=done)) == {}


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (DoneVisit(has_seal_photo=True), {}),
        (DoneVisit(has_seal_photo=False), {"seal": "field"}),
    ],
)
def test_after_the_visit_its_seal_is_photographed(done: DoneVisit, expected: dict[str, str]) -> None:
    assert open_on(replace(CASE, application=APPROVED, coming=None, done=done)) == expected


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
    assert open_on(replace(CASE, interconnection=rule_21)).get("rule_21") == party


def test_what_blocks_the_close_out() -> None:
    done = DoneVisit(has_seal_photo=False)
    fee = Fee(1, FeeState.DUE, FEE, over=True)
    sent = replace(APPROVED, has_approval_paper=False)
    found = wanted_items(replace(CASE, application=sent, coming=None, done=done, fees=(fee,)))
    assert {item.key.removeprefix("utility_requests.") for item in found if item.blocks == "closed_out"} == {
        "approval_paper",
        "fee:1",
    }
