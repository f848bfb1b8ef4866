"""The first sentence of a job, its lights and its wire, as tables of plain facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jobs.road import stages
from jobs.road.lights import LightFacts, lights_of
from jobs.road.nodes import Road, milestones_now, road_nodes
from jobs.road.sentences import NextTurn, SentenceFacts, Visit, sentence_and_choice, sentence_of
from jobs.road.stages import STEP, Kind, Milestone, Stage, contradiction_in_words
from kilowire.floor.days import long_day

M = Milestone
TODAY = date(2026, 11, 20)
UP_TO = {m: frozenset(list(Milestone)[: place + 1]) for place, m in enumerate(Milestone)}
WAITING = UP_TO[M.OUTAGE_CONFIRMED] | {M.INSPECTION_PASSED}
"""Nothing is ours to do: the utility comes next."""
UTILITY_VISIT = NextTurn("SCE", "The visit", date(2026, 11, 24), "8–12", Decimal("279.22"), is_utility=True)


def said(standing: frozenset[str], kind: str = "installation", **more: object) -> dict[str, str]:
    stage = stages.stage_of(kind, standing)
    return sentence_of(SentenceFacts(kind=kind, stage=stage, standing=standing, today=TODAY, **more))


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("Begin work", "begin work"),
        ("DigAlert members to mark the ground", "DigAlert members"),
        ("SCE approval to file", "SCE approval"),
        ("A form", "a form"),
    ],
)
def test_a_sentence_goes_on_in_small_letters_but_for_names(what: str, words: str) -> None:
    sentence = said(WAITING, turns=(NextTurn("Office", what),))
    assert f": {words}" in sentence["next"]


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        (None, "The call is written down; nobody has taken the job on yet."),
        (M.ACCEPTED, "We took the job on; the house is not surveyed yet."),
        (M.SURVEYED, "The survey is complete; the verdict is not settled yet."),
        (M.ELIGIBLE, "The house is eligible; the contract is not signed yet."),
        (M.AGREED, "The contract is signed; the city has not issued the permit yet."),
        (M.PERMIT_ISSUED, "The SCE application has not been sent yet."),
        (M.UTILITY_SUBMITTED, "SCE has the application and has not answered yet."),
        (M.UTILITY_APPROVED, "The permit is issued; circuit and charger are not installed yet."),
        (M.CIRCUIT_INSTALLED, "SCE has not given a date for its visit."),
        (M.OUTAGE_CONFIRMED, "The SCE visit is not recorded yet."),
        (M.ADAPTER_SET, "The adapter is in; the city's final inspection has not passed yet."),
        (M.INSPECTION_PASSED, "City and SCE are done; the charger is not commissioned yet."),
        (M.COMMISSIONED, "The homeowner may charge; the job is not closed out yet."),
        (M.CLOSED_OUT, "Closed out: the homeowner may charge."),
        (M.WARRANTY_OVER, "The job is done; its warranty is over."),
    ],
)
def test_the_sentence_says_where_an_installation_stands(last: Milestone | None, sentence: str) -> None:
    assert said(UP_TO[last] if last else frozenset())["now"] == sentence


@pytest.mark.parametrize(
    ("last", "turn"),
    [
        (None, "It is our turn: decide whether we take the job."),
        (M.ELIGIBLE, "It is our turn: have the contract signed."),
        (M.AGREED, "It is our turn: apply for the city's permit and send the SCE application."),
        (M.PERMIT_ISSUED, "It is our turn: send the SCE application and install circuit and charger."),
        (M.CIRCUIT_INSTALLED, "It is our turn: ask the city for its final inspection."),
        (M.INSPECTION_PASSED, "It is our turn: test and commission the charger."),
        (M.COMMISSIONED, "It is our turn: close the job out."),
        (M.CLOSED_OUT, ""),
    ],
)
def test_with_nobody_waited_for_the_road_says_what_is_ours(last: Milestone | None, turn: str) -> None:
    assert said(UP_TO[last] if last else frozenset())["next"] == turn


def test_a_removal_asks_for_no_permit() -> None:
    assert said(UP_TO[M.AGREED], kind="removal")["next"] == "It is our turn: send the SCE application."


@pytest.mark.parametrize("kind", list(Kind))
def test_every_stage_of_every_kind_has_a_sentence(kind: Kind) -> None:
    standing: set[str] = set()
    for step in stages.road(kind):
        assert said(frozenset(standing), kind=kind)["now"].endswith(".")
        standing.add(step.milestone)
    assert said(frozenset(standing), kind=kind)["now"].endswith(".")


def test_a_removal_never_speaks_of_charging() -> None:
    on_road = [step.milestone for step in stages.road(Kind.REMOVAL)]
    for place in range(len(on_road) + 1):
        assert "charge" not in said(frozenset(on_road[:place]), kind="removal")["now"]


def test_nothing_says_that_the_homeowner_may_charge_unless_all_three_stand() -> None:
    all_of_it = UP_TO[M.CLOSED_OUT]
    for missing in stages.MAY_CHARGE:
        assert "may charge" not in said(all_of_it - {missing})["now"]


def test_the_utilitys_day_comes_first_and_is_not_said_twice() -> None:
    turns = (UTILITY_VISIT, NextTurn("Homeowner", "Clear the panel.", date(2026, 11, 21)))
    sentence = said(WAITING, turns=turns)
    assert sentence == {
        "now": "SCE visits on Tuesday, November 24, 8 AM–12 PM.",
        "next": "The homeowner is next: clear the panel, expected Saturday, November 21.",
        "stake": "$279.22 is at stake.",
        "tone": "",
    }


@pytest.mark.parametrize(
    ("turn", "sentence"),
    [
        (NextTurn("City", "The permit"), "The city is next: the permit."),
        (NextTurn("City", "The permit", date(2026, 11, 20)), "The city is next: the permit, expected today."),
        (
            NextTurn("City", "The permit", date(2026, 11, 18)),
            "The city is next: the permit, expected 2 days ago.",
        ),
        (NextTurn("City", "HOA's letter."), "The city is next: HOA's letter."),
    ],
)
def test_the_next_turn_says_by_when(turn: NextTurn, sentence: str) -> None:
    assert said(WAITING, turns=(turn,))["next"] == sentence


def test_our_visit_is_next_where_it_comes_before_the_open_items() -> None:
    visit = Visit(("Asa", "Cruz"), "Installation", date(2026, 11, 23), "8–12", M.CIRCUIT_INSTALLED)
    turns = (NextTurn("City", "The final", date(2026, 12, 1)),)
    sentence = said(UP_TO[M.UTILITY_APPROVED], visits=(visit,), turns=turns)
    assert sentence["next"] == "Asa and Cruz are booked for installation on Monday, November 23, 8–12."


BOOKED = Visit(("Asa",), "Site survey", date(2026, 11, 24), "8–12", M.SURVEYED)
CITY = NextTurn("City", "The permit", date(2026, 12, 1), milestone=M.PERMIT_ISSUED)
EXPIRY = NextTurn("Office", "Begin work under the permit", date(2027, 11, 20), ours=True)
NOTICE = NextTurn("Office", "Answer the city's notice", ours=True, blocks=M.PERMIT_ISSUED)


@pytest.mark.parametrize(
    ("standing", "more", "words", "milestone"),
    [
        # What we can do now comes before whoever is waited for, and before a day months off.
        (
            UP_TO[M.AGREED],
            {"turns": (CITY,)},
            "It is our turn: send the SCE application.",
            "utility_submitted",
        ),
        (
            UP_TO[M.PERMIT_ISSUED],
            {"turns": (EXPIRY,)},
            "It is our turn: send the SCE application and install circuit and charger.",
            "utility_submitted",
        ),
        (UP_TO[M.AGREED], {"turns": (CITY, NOTICE)}, "The office is next: answer the city's notice", None),
        # Else who is waited for and until when, else the next dated thing.
        (
            WAITING - {M.OUTAGE_CONFIRMED},
            {"turns": (CITY, EXPIRY)},
            "The city is next: the permit",
            "permit_issued",
        ),
        (WAITING, {"turns": (EXPIRY,)}, "office is next: begin work under the permit, expected", None),
        # An appointment to come holds its act back until its day, and stands beside it on the day itself.
        (
            UP_TO[M.ACCEPTED],
            {"visits": (BOOKED,)},
            "Asa is booked for site survey on Tuesday, November 24",
            None,
        ),
        (
            UP_TO[M.ACCEPTED],
            {"visits": (BOOKED._replace(on=TODAY),)},
            "It is our turn: survey the house. Asa is booked for site survey on Friday, November 20",
            "surveyed",
        ),
        # An appointment that is past is never what comes next.
        (
            UP_TO[M.ACCEPTED],
            {"visits": (BOOKED._replace(on=date(2026, 11, 18)),)},
            "survey the house.",
            "surveyed",
        ),
        (
            UP_TO[M.ACCEPTED],
            {"visits": (BOOKED._replace(on=TODAY, over=True),)},
            "survey the house.",
            "surveyed",
        ),
        # The city's order of visits holds the final back.
        (UP_TO[M.CIRCUIT_INSTALLED], {"waits": (M.INSPECTION_PASSED,)}, "", None),
    ],
)
def test_the_road_chooses_whose_turn_it_is(
    standing: frozenset[str], more: dict[str, Any], words: str, milestone: str | None
) -> None:
    stage = stages.stage_of("installation", standing)
    facts = SentenceFacts(kind="installation", stage=stage, standing=standing, today=TODAY, **more)
    sentence, choice = sentence_and_choice(facts)
    assert words in sentence["next"]
    assert (choice.milestone, bool(sentence["next"])) == (milestone, bool(words))


def test_hold_cancellation_and_contradiction_come_before_the_stage() -> None:
    held = said(UP_TO[M.AGREED], held_on=date(2026, 11, 3), held_because="Panel repair.")
    assert (held["now"], held["tone"]) == ("On hold since Tuesday, November 3: Panel repair.", "wait")
    gone = said(UP_TO[M.AGREED], cancelled_on=date(2026, 11, 3), cancelled_because="Price", unwinding=2)
    assert gone["now"] == "Cancelled on Tuesday, November 3: price."
    assert gone["next"].startswith("2 things are left to unwind.")
    odd = said(UP_TO[M.CLOSED_OUT] - {M.INSPECTION_PASSED})
    assert (odd["tone"], odd["now"]) == (
        "bad",
        "This does not add up: the commissioning test is recorded, the final inspection is not.",
    )


def test_a_waived_step_that_does_not_add_up_is_said_to_be_waived() -> None:
    standing = UP_TO[M.UTILITY_APPROVED] - {M.UTILITY_SUBMITTED}
    for waived, how in (((), "recorded, the utility application is not."), ((M.UTILITY_APPROVED,), "waived")):
        now = said(standing, waived=waived)["now"]
        assert now.startswith(f"This does not add up: the utility's approval is {how}"), now
    step, missing = STEP[M.UTILITY_APPROVED], STEP[M.UTILITY_SUBMITTED]
    words = contradiction_in_words(step, missing, waived=True)
    assert words == f"Went on without the utility's approval, but {missing.done} is not recorded"


@pytest.mark.parametrize(
    ("until", "turns", "more"),
    [
        (None, (), ""),
        (TODAY, (), f" The warranty runs until {long_day(TODAY, TODAY)}."),
        (date(2026, 11, 1), (), " The warranty ended on Sunday, November 1."),
        (
            date(2026, 11, 1),
            (NextTurn("Office", "See to the hum", blocks=M.WARRANTY_OVER.value),),
            " The warranty ended on Sunday, November 1, and a claim is still open.",
        ),
    ],
)
def test_a_closed_job_says_whether_its_warranty_runs(
    until: date | None, turns: tuple[NextTurn, ...], more: str
) -> None:
    now = said(UP_TO[M.CLOSED_OUT], warranty_until=until, turns=turns)["now"]
    assert now == f"Closed out: the homeowner may charge.{more}"


def test_a_late_item_colours_the_sentence() -> None:
    assert said(UP_TO[M.AGREED], turns=(NextTurn("City", "The permit", date(2026, 11, 18)),))["tone"] == "bad"


def lit(standing: frozenset[str], kind: str = "installation", **more: object) -> list[tuple[str, str]]:
    lights = lights_of(LightFacts(kind=kind, standing=standing, **more))
    return [(light["state"], light["word"]) for light in lights]


@pytest.mark.parametrize(
    ("standing", "more", "lights"),
    [
        (frozenset(), {}, [("off", "not yet"), ("off", "not yet"), ("go", "accept")]),
        (
            UP_TO[M.ACCEPTED],
            {"build": "today"},
            [("off", "not yet"), ("off", "not yet"), ("go", "survey today")],
        ),
        (UP_TO[M.AGREED], {}, [("go", "permit"), ("go", "apply"), ("off", "needs permit")]),
        (
            UP_TO[M.AGREED],
            {"city": "Dec 1"},
            [("wait", "permit Dec 1"), ("go", "apply"), ("off", "needs permit")],
        ),
        (UP_TO[M.PERMIT_ISSUED], {}, [("done", "permit"), ("go", "apply"), ("go", "install")]),
        (
            UP_TO[M.UTILITY_SUBMITTED],
            {"utility": "Nov 2", "late": frozenset({"utility"})},
            [("done", "permit"), ("bad", "answer Nov 2, late"), ("go", "install")],
        ),
        (
            UP_TO[M.OUTAGE_CONFIRMED],
            {"utility": "Nov 24"},
            [("go", "final"), ("wait", "visit Nov 24"), ("done", "circuit")],
        ),
        (UP_TO[M.INSPECTION_PASSED], {}, [("done", "final"), ("done", "adapter in"), ("go", "test")]),
        (UP_TO[M.COMMISSIONED], {}, [("done", "final"), ("done", "adapter in"), ("done", "charging")]),
        (
            UP_TO[M.ACCEPTED] | {M.ADAPTER_SET},
            {},
            [("off", "not yet"), ("bad", "does not add up"), ("go", "survey")],
        ),
    ],
)
def test_the_three_lights(standing: frozenset[str], more: dict[str, object], lights: list[object]) -> None:
    assert lit(standing, **more) == lights


def test_the_build_light_goes_out_of_charging_when_the_final_is_revoked() -> None:
    assert lit(UP_TO[M.CLOSED_OUT] - {M.INSPECTION_PASSED})[2] == ("bad", "does not add up")


def test_a_removal_has_its_own_words() -> None:
    on_road = frozenset(step.milestone for step in stages.road(Kind.REMOVAL))
    assert lit(on_road, kind="removal") == [
        ("off", "not needed"),
        ("done", "removed"),
        ("done", "closed out"),
    ]


@pytest.mark.parametrize(
    ("standing", "now"),
    [
        (frozenset(), {M.ACCEPTED}),
        (UP_TO[M.ELIGIBLE], {M.AGREED}),
        (UP_TO[M.AGREED], {M.PERMIT_ISSUED, M.UTILITY_SUBMITTED}),
        (UP_TO[M.PERMIT_ISSUED], {M.UTILITY_SUBMITTED, M.CIRCUIT_INSTALLED}),
        (UP_TO[M.UTILITY_APPROVED], {M.CIRCUIT_INSTALLED, M.OUTAGE_CONFIRMED}),
        (UP_TO[M.OUTAGE_CONFIRMED], {M.ADAPTER_SET, M.INSPECTION_PASSED}),
        (UP_TO[M.INSPECTION_PASSED], {M.COMMISSIONED}),
        (UP_TO[M.WARRANTY_OVER], set()),
    ],
)
def test_what_is_worked_at_now_runs_on_two_tracks(standing: frozenset[str], now: set[str]) -> None:
    assert milestones_now("installation", standing) == now


def test_the_wire_shows_days_waivers_and_what_is_odd() -> None:
    road = Road(
        kind="installation",
        stamped={m: date(2026, 10, 2) for m in UP_TO[M.UTILITY_SUBMITTED]}
        | {M.ADAPTER_SET: date(2025, 3, 4)},
        waived={M.UTILITY_APPROVED: date(2026, 10, 5)},
        coming={M.CIRCUIT_INSTALLED: "Nov 24, 8–12", M.INSPECTION_PASSED: "Dec 1"},
    )
    nodes = {node["label"]: node for node in road_nodes(road, today=TODAY)}
    assert (nodes["Intake"]["state"], nodes["Intake"]["when"]) == ("done", "Oct 2")
    assert nodes["Approved"]["state"] == "waived"
    assert (nodes["SCE visit"]["state"], nodes["SCE visit"]["when"]) == ("odd", "Mar 4, 2025")
    assert (nodes["Installation"]["state"], nodes["Installation"]["when"]) == ("now", "Nov 24, 8–12")
    assert (nodes["Inspection"]["state"], nodes["Inspection"]["when"]) == ("ahead", "")
    assert nodes["Permit"]["track"] == "city"


def test_the_wire_of_a_removal_leaves_out_what_it_has_not() -> None:
    labels = [node["label"] for node in road_nodes(Road("removal", {}, {}, "SCE"), today=TODAY)]
    assert labels == [
        "Intake",
        "Assessment",
        "Eligibility",
        "Agreement",
        "Applied",
        "Approved",
        "SCE date",
        "SCE visit",
        "Close-out",
    ]
    assert Stage.PERMIT not in labels
