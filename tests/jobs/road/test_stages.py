"""The road: stages per kind of job, what an act needs, what does not add up, how the database reads it."""

from __future__ import annotations

import random

import pytest
from django.db import IntegrityError, transaction

from jobs.models import Job
from jobs.road import stages
from jobs.road.stage_table import STAGES
from jobs.road.stages import MAY_CHARGE, ROAD, STEP, WAIVABLE, Kind, Milestone, Stage
from tests.builders.jobs import accepted_job, days_ago

M = Milestone
ALL = frozenset(Milestone)


def test_every_milestone_has_one_step_and_one_column() -> None:
    assert [step.milestone for step in ROAD] == list(Milestone)
    columns = {field.name for field in Job._meta.get_fields()}
    assert {f"{m}_on" for m in Milestone} <= columns
    assert {f"{m}_waived_on" for m in Milestone} & columns == {f"{m}_waived_on" for m in WAIVABLE}


def test_every_stage_has_a_word() -> None:
    assert set(STAGES) == set(Stage)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("installation", list(Milestone)),
        ("replacement", list(Milestone)),
        (
            "removal",
            [
                M.ACCEPTED,
                M.SURVEYED,
                M.ELIGIBLE,
                M.AGREED,
                M.UTILITY_SUBMITTED,
                M.UTILITY_APPROVED,
                M.OUTAGE_CONFIRMED,
                M.ADAPTER_SET,
                M.CLOSED_OUT,
            ],
        ),
    ],
)
def test_the_road_depends_on_the_kind_of_job(kind: str, expected: list[Milestone]) -> None:
    assert [step.milestone for step in stages.road(kind)] == expected


@pytest.mark.parametrize(
    ("kind", "standing", "stage"),
    [
        ("installation", set(), "intake"),
        ("installation", {M.ACCEPTED}, "assessment"),
        ("installation", {M.ACCEPTED, M.SURVEYED, M.ELIGIBLE, M.AGREED}, "permit"),
        ("installation", {M.ACCEPTED, M.SURVEYED, M.ELIGIBLE, M.AGREED, M.UTILITY_SUBMITTED}, "permit"),
        ("installation", ALL - {M.UTILITY_APPROVED}, "utility_application"),
        ("installation", ALL - {M.OUTAGE_CONFIRMED}, "outage"),
        ("installation", ALL - {M.ADAPTER_SET}, "outage"),
        ("installation", ALL - {M.WARRANTY_OVER}, "warranty"),
        ("installation", ALL, "done"),
        ("removal", {M.ACCEPTED, M.SURVEYED, M.ELIGIBLE, M.AGREED}, "utility_application"),
        ("removal", ALL - {M.CLOSED_OUT}, "close_out"),
        ("removal", ALL, "done"),
    ],
)
def test_the_stage_is_the_first_thing_missing(kind: str, standing: set[Milestone], stage: str) -> None:
    assert stages.stage_of(kind, standing) == stage


@pytest.mark.parametrize(
    ("kind", "act", "needs"),
    [
        ("installation", M.ACCEPTED, ()),
        ("installation", M.UTILITY_SUBMITTED, (M.ELIGIBLE, M.AGREED)),
        ("installation", M.CIRCUIT_INSTALLED, (M.PERMIT_ISSUED, M.AGREED)),
        ("installation", M.COMMISSIONED, (M.ADAPTER_SET, M.INSPECTION_PASSED)),
        ("installation", M.CLOSED_OUT, (M.COMMISSIONED,)),
        ("removal", M.CLOSED_OUT, (M.ADAPTER_SET,)),
        ("installation", M.PERMIT_ISSUED, ()),
        ("installation", M.ADAPTER_SET, ()),
    ],
)
def test_only_our_own_acts_need_anything(kind: str, act: Milestone, needs: tuple[Milestone, ...]) -> None:
    assert stages.needs(kind, act) == needs


def test_what_does_not_add_up_is_named_in_pairs() -> None:
    unannounced = {M.ACCEPTED, M.SURVEYED, M.ELIGIBLE, M.AGREED, M.UTILITY_SUBMITTED, M.ADAPTER_SET}
    pairs = [(a.milestone, b.milestone) for a, b in stages.contradictions("installation", unannounced)]
    assert pairs == [(M.ADAPTER_SET, M.UTILITY_APPROVED), (M.ADAPTER_SET, M.OUTAGE_CONFIRMED)]
    assert not stages.contradictions("installation", ALL)


@pytest.mark.parametrize("gone", MAY_CHARGE)
def test_nobody_may_charge_while_one_of_three_is_missing(gone: Milestone) -> None:
    assert stages.may_charge("installation", ALL)
    assert not stages.may_charge("installation", ALL - {gone})
    assert not stages.may_charge("removal", ALL)


def test_an_own_act_names_the_own_acts_above_it() -> None:
    above = [step.milestone for step in stages.resting_on("installation", M.AGREED, ALL)]
    assert above == [M.UTILITY_SUBMITTED, M.CIRCUIT_INSTALLED]


def _lawful(kind: str, wanted: set[Milestone]) -> set[Milestone]:
    """Drop the own acts whose own needs are missing, and what this kind never has."""
    kept: set[Milestone] = set()
    for step in ROAD:
        m = step.milestone
        if (
            m in wanted
            and m not in stages.milestones_never_on(kind)
            and set(stages.own_needs(kind, m)) <= kept
        ):
            kept.add(m)
    return kept


def _columns(standing: set[Milestone], waived: set[Milestone]) -> dict[str, object]:
    columns: dict[str, object] = {f"{m}_on": None for m in Milestone}
    columns |= {f"{m}_waived_on": None for m in WAIVABLE}
    return columns | {f"{m}_waived_on" if m in waived else f"{m}_on": days_ago(1) for m in standing}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(Kind))
def test_the_database_reads_the_road_as_we_do(kind: str) -> None:
    job, dice = accepted_job(), random.Random(f"{kind} road")
    for _ in range(60):
        standing = _lawful(kind, {m for m in Milestone if dice.random() < 0.8})
        waived = {m for m in standing if m in WAIVABLE and dice.random() < 0.5}
        stage = stages.stage_of(kind, standing)
        Job.objects.filter(pk=job.pk).update(kind=kind, stage=stage, **_columns(standing, waived))
        odd = bool(stages.contradictions(kind, standing))
        assert Job.objects.that_do_not_add_up().exists() == odd
        other = dice.choice([s for s in Stage if s is not stage])
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.filter(pk=job.pk).update(stage=other)


@pytest.mark.django_db
@pytest.mark.parametrize("step", [s for s in ROAD if stages.own_needs("installation", s.milestone)], ids=str)
def test_the_database_keeps_own_acts_on_own_acts(step: stages.Step) -> None:
    job = accepted_job()
    below = stages.own_needs("installation", step.milestone)[0]
    standing = set(ALL) - {below}
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(
            stage=stages.stage_of("installation", standing), **_columns(standing, set())
        )
    assert STEP[below].ours
