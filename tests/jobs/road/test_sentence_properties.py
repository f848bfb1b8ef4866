"""Whatever stands on a job, its sentence, lights and wire hold, and none speaks of charging too soon."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jobs.road import stages
from jobs.road.lights import LightFacts, lights_of
from jobs.road.nodes import Road, road_nodes
from jobs.road.our_steps import steps_of_ours
from jobs.road.sentences import NextTurn, SentenceFacts, Visit, sentence_of
from jobs.road.stages import Kind, Milestone
from jobs.road.turns import NEAR_DAYS, TurnFacts, choose
from kilowire.floor.wire import spans_of

TODAY = date(2026, 11, 20)
kinds = st.sampled_from(list(Kind))
standings = st.frozensets(st.sampled_from(list(Milestone)))
days = st.one_of(st.none(), st.integers(-90, 90).map(lambda n: TODAY + timedelta(days=n)))
turns = st.lists(
    st.builds(
        NextTurn,
        party=st.sampled_from(["Office", "SCE", "City"]),
        what=st.text(min_size=1, max_size=40).filter(lambda text: text.strip(". ")),
        expected_on=days,
        window=st.just(""),
        stake_usd=st.one_of(st.none(), st.decimals(0, 9999, places=2)),
        is_utility=st.booleans(),
        ours=st.booleans(),
        milestone=st.one_of(st.none(), st.sampled_from(list(Milestone))),
        blocks=st.one_of(st.just(""), st.sampled_from(list(Milestone))),
        differs=st.just(value=False),
        holds=st.just(()),
    ),
    max_size=4,
).map(tuple)
visits = st.lists(
    st.builds(
        Visit,
        who=st.just(("Asa",)),
        what=st.sampled_from(["Site survey", "Installation"]),
        on=st.integers(-90, 90).map(lambda n: TODAY + timedelta(days=n)),
        hours=st.just("8–12"),
        milestone=st.sampled_from([Milestone.SURVEYED, Milestone.CIRCUIT_INSTALLED]),
        over=st.booleans(),
    ),
    max_size=3,
).map(lambda found: tuple(sorted(found, key=lambda visit: visit.on)))


def on_the_road(kind: Kind, standing: frozenset[Milestone]) -> frozenset[Milestone]:
    return standing - set(stages.milestones_never_on(kind))


@given(kinds, standings, turns, days, days)
def test_the_sentence_always_says_something_and_never_too_much(
    kind: Kind,
    standing: frozenset[Milestone],
    turns: tuple[NextTurn, ...],
    held_on: date | None,
    cancelled_on: date | None,
) -> None:
    standing = on_the_road(kind, standing)
    sentence = sentence_of(
        SentenceFacts(
            kind=kind,
            stage=stages.stage_of(kind, standing),
            standing=standing,
            today=TODAY,
            turns=turns,
            held_on=held_on,
            held_because="Panel" if held_on else "",
            cancelled_on=cancelled_on,
            cancelled_because="Price" if cancelled_on else "",
        )
    )
    assert sentence["now"].endswith(".")
    assert sentence["tone"] in ("", "ok", "wait", "bad")
    if not stages.may_charge(kind, standing):
        assert "may charge" not in sentence["now"]
    if stages.contradictions(kind, standing) and not cancelled_on:
        assert sentence["now"].startswith("This does not add up:")


@given(kinds, standings, turns, visits)
def test_whose_turn_it_is_follows_one_order(
    kind: Kind,
    standing: frozenset[Milestone],
    turns: tuple[NextTurn, ...],
    visits: tuple[Visit, ...],
) -> None:
    """What is ours now, else who is waited for, else the next day; nothing past, nothing that cannot be."""
    standing = on_the_road(kind, standing)
    facts = TurnFacts(kind=kind, standing=standing, today=TODAY, turns=turns, visits=visits)
    choice = choose(facts)
    near = TODAY + timedelta(days=NEAR_DAYS)
    if choice.visit:
        assert not choice.visit.over
        assert choice.visit.on >= TODAY
    due = [turn for turn in turns if turn.ours and (turn.expected_on or TODAY) <= near]
    if choice.turn and choice.turn.ours and choice.turn not in due:
        assert not [turn for turn in turns if not turn.ours]
    if choice.steps or choice.turn in due:
        assert choice.is_ours
    for step in choice.steps:
        assert step.milestone not in standing
        assert not [turn for turn in turns if step.milestone in (turn.milestone, turn.blocks)]
    if not turns and not visits:
        ours = steps_of_ours(kind, standing)
        assert choice.steps == tuple(ours)
    if turns and not choice.steps and not choice.visit:
        assert choice.turn


@given(kinds, standings)
def test_there_are_three_lights_and_none_says_charging_unless_it_is_so(
    kind: Kind, standing: frozenset[Milestone]
) -> None:
    standing = on_the_road(kind, standing)
    lights = lights_of(LightFacts(kind=kind, standing=standing))
    assert [light["label"] for light in lights] == ["City", "SCE", "Build"]
    assert all(light["word"] and light["state"] in ("off", "wait", "go", "done", "bad") for light in lights)
    if not stages.may_charge(kind, standing):
        assert lights[2]["word"] != "charging"


@given(kinds, standings, standings)
def test_the_wire_has_each_step_once_and_can_be_drawn(
    kind: Kind, stamped: frozenset[Milestone], waived: frozenset[Milestone]
) -> None:
    stamped, waived = on_the_road(kind, stamped), waived & set(stages.WAIVABLE) - stamped
    road = Road(kind, dict.fromkeys(stamped, TODAY), dict.fromkeys(waived, TODAY))
    nodes = road_nodes(road, today=TODAY)
    assert len(nodes) == len(stages.road(kind))
    standing = road.standing
    expected = [step.milestone in standing for step in stages.road(kind)]
    assert [node["state"] in ("done", "waived", "odd") for node in nodes] == expected
    assert sum(len(span.points) for span in spans_of(nodes)) == len(nodes)
