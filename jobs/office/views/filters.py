"""Filters of the board and the list: read from the query string, applied to jobs, offered as select boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from jobs.directory.views.places import Places
from jobs.models import Job, JobKind, Party
from jobs.models.job_queries import JobQuerySet
from jobs.road.stage_table import stage_label
from jobs.road.stages import Stage
from jobs.search.services.twins import all_twins
from jobs.search.terms import readings, spoken_terms
from jobs.search.typos import nearly
from kilowire.models import Role, User

STATES = {
    "": "All",
    "open": "On the road",
    "quiet": "Nobody waited for",
    "held": "On hold",
    "odd": "Does not add up",
    "unsettled": "To unwind",
    "cancelled": "Cancelled",
    "warranty": "Under warranty",
    "waived": "Went on without something",
}

HOLDS = {"held": "On hold", "going": "Not on hold"}


@dataclass(frozen=True)
class JobFilters:
    """The chosen filters; a value of the query string that is not among the choices is ignored."""

    q: str = ""
    stage: str = ""
    kind: str = ""
    party: str = ""
    city: str = ""
    utility: str = ""
    technician: str = ""
    state: str = ""
    order: str = ""

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> JobFilters:
        return cls(
            q=asked.get("q", "").strip()[:120],
            stage=_one_of(asked.get("stage"), list(Stage)),
            kind=_one_of(asked.get("kind"), JobKind.values),
            party=_one_of(asked.get("party"), Party.values),
            city=_number(asked.get("city")),
            utility=_number(asked.get("utility")),
            technician=_number(asked.get("technician")),
            state=_one_of(asked.get("state"), _IN_STATE),
            order=_one_of(asked.get("order"), ["oldest"]),
        )

    def applied_to(self, jobs: JobQuerySet[Job]) -> JobQuerySet[Job]:
        """Return the jobs that fit what was chosen and typed."""
        return self._narrowed(jobs).matching(readings(self.q))

    def spelled_nearly(self, jobs: JobQuerySet[Job]) -> JobQuerySet[Job]:
        """Return the jobs that fit what was chosen, and what was typed but for a mistake in each word."""
        terms = spoken_terms(self.q)
        misspelled = nearly(terms)
        if not any(misspelled):
            return jobs.none()
        return self._narrowed(jobs).nearly_matching(terms, misspelled)

    def _narrowed(self, jobs: JobQuerySet[Job]) -> JobQuerySet[Job]:
        jobs = _IN_STATE[self.state](jobs)
        if self.stage:
            jobs = jobs.at_stage(self.stage)
        if self.kind:
            jobs = jobs.filter(kind=self.kind)
        if self.city:
            jobs = jobs.filter(site__jurisdiction=int(self.city))
        if self.utility:
            jobs = jobs.filter(site__utility=int(self.utility))
        if self.party:
            jobs = jobs.waiting_on(self.party)
        if self.technician:
            jobs = jobs.awaiting_visit_of(int(self.technician))
        return jobs

    def address(self, **other: str) -> str:
        """Return the query string of a page with these filters, some of them changed."""
        chosen = {name: value for name, value in {**asdict(self), **other}.items() if value}
        return f"?{urlencode(chosen)}" if chosen else "?"

    def chosen(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


def _odd(jobs: JobQuerySet[Job]) -> JobQuerySet[Job]:
    """Jobs whose milestones or facts contradict each other, and those that share a number with another."""
    return (jobs.that_do_not_add_up() | jobs.filter(pk__in=all_twins())).filter(cancelled_on=None)


_IN_STATE = {
    "": lambda jobs: jobs,
    "open": lambda jobs: jobs.open(),
    "quiet": lambda jobs: jobs.waiting_on_nobody(),
    "held": lambda jobs: jobs.held(),
    "going": lambda jobs: jobs.filter(held_on=None),
    "odd": _odd,
    "unsettled": lambda jobs: jobs.unsettled(),
    "cancelled": lambda jobs: jobs.cancelled(),
    "warranty": lambda jobs: jobs.at_stage(Stage.WARRANTY).filter(cancelled_on=None),
    "waived": lambda jobs: jobs.that_went_on_without(),
}


class Box(NamedTuple):
    """A select box; each option is its value, its word, and whether it is selected."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def board_choices(filters: JobFilters, places: Places) -> list[Box]:
    """Return the select boxes of the board: those of the list without the stage, technician and hold."""
    staff = User.objects.filter(role=Role.FIELD, is_active=True).order_by("name", "pk")
    technicians = [(str(pk), name) for pk, name in staff.values_list("pk", "name")]
    return [
        *choices(filters, places, stages=False, cities=True),
        _box("technician", "Technician", technicians, filters.technician),
        _box("state", "Hold", HOLDS.items(), filters.state),
    ]


def choices(filters: JobFilters, places: Places, *, stages: bool, cities: bool) -> list[Box]:
    """Return the select boxes of a page."""
    utilities = [(str(pk), utility.short_name) for pk, utility in places.utilities.items()]
    boxes = [
        _box("utility", "Utility", utilities, filters.utility),
        _box("party", "Waits for", Party.choices, filters.party),
        _box("kind", "Kind", JobKind.choices, filters.kind),
    ]
    if cities:
        names = [(str(pk), city.name) for pk, city in places.cities.items()]
        boxes.insert(0, _box("city", "City", names, filters.city))
    if stages:
        labels = [(stage.value, stage_label(stage)) for stage in Stage]
        boxes.insert(0, _box("stage", "Stage", labels, filters.stage))
    return boxes


def _box(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Box:
    return Box(name, label, tuple((value, word, value == chosen) for value, word in options))


def _one_of(value: str | None, known: Any) -> str:
    return value if value and value in known else ""


def _number(value: str | None) -> str:
    return value if value and value.isascii() and value.isdigit() and len(value) < 19 else ""
