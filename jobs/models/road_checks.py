"""The road as conditions and CHECK constraints of the job's table, generated from ``jobs.road``."""

from __future__ import annotations

from django.db.models import Case, CheckConstraint, Q, Value, When

from jobs.road import stages
from jobs.road.stages import Kind, Milestone, Stage


def stands(milestone: Milestone) -> Q:
    """Condition: the milestone is stamped or waived."""
    stamped = Q(**{f"{milestone.value}_on__isnull": False})
    if milestone in stages.WAIVABLE:
        return stamped | Q(**{f"{milestone.value}_waived_on__isnull": False})
    return stamped


def contradiction() -> Q:
    """Condition: the job's milestones do not add up; the same rule as ``stages.contradictions``."""
    found = Q(pk__in=[])
    for kind in Kind:
        on_road = {step.milestone for step in stages.road(kind)}
        for step in stages.road(kind):
            for before in (*stages.needs(kind, step.milestone), *step.expects):
                if before in on_road:
                    found |= Q(kind=kind.value) & stands(step.milestone) & ~stands(before)
    return found


def waived() -> Q:
    """Condition: a milestone of the job was waived."""
    found = Q(pk__in=[])
    for milestone in stages.WAIVABLE:
        found |= Q(**{f"{milestone.value}_waived_on__isnull": False})
    return found


def _stage_case(kind: Kind) -> Case:
    return Case(
        *(When(~stands(step.milestone), then=Value(step.stage.value)) for step in stages.road(kind)),
        default=Value(Stage.DONE.value),
    )


def stage_is_what_the_stamps_say() -> CheckConstraint:
    """Return the CHECK that the stage is that of the first milestone which does not stand."""
    by_kind = Case(*(When(kind=kind.value, then=_stage_case(kind)) for kind in Kind))
    return CheckConstraint(condition=Q(stage=by_kind), name="stage_is_what_the_stamps_say")


def _own_acts_rest_on_own_acts() -> list[CheckConstraint]:
    """An own act that is recorded has the own acts it needs, on every kind of job that has both."""
    constraints = []
    for step in stages.ROAD:
        if not step.ours:
            continue
        condition = Q()
        for kind in Kind:
            for need in stages.own_needs(kind, step.milestone):
                condition &= ~Q(kind=kind.value) | ~stands(step.milestone) | stands(need)
        if condition:
            constraints.append(
                CheckConstraint(condition=condition, name=f"{step.milestone.value}_rests_on_own_acts")
            )
    return constraints


def _never_both_done_and_waived() -> list[CheckConstraint]:
    return [
        CheckConstraint(
            condition=Q(**{f"{m.value}_on__isnull": True}) | Q(**{f"{m.value}_waived_on__isnull": True}),
            name=f"{m.value}_is_done_or_waived_not_both",
        )
        for m in stages.WAIVABLE
    ]


def _only_milestones_of_its_road() -> list[CheckConstraint]:
    constraints = []
    for kind in Kind:
        never = stages.milestones_never_on(kind)
        if never:
            blank = Q()
            for milestone in never:
                blank &= Q(**{f"{milestone.value}_on__isnull": True})
            constraints.append(
                CheckConstraint(
                    condition=~Q(kind=kind.value) | blank, name=f"{kind.value}_has_only_its_own_milestones"
                )
            )
    return constraints


def road_checks() -> list[CheckConstraint]:
    """Return every CHECK constraint that the road puts on the job's table."""
    return [
        stage_is_what_the_stamps_say(),
        *_own_acts_rest_on_own_acts(),
        *_never_both_done_and_waived(),
        *_only_milestones_of_its_road(),
    ]
