"""Tabs of a job's page, and where each step is undone: every app declares its own.

An app has a module ``job_tabs`` for that, which is found when Django starts, as ``tablet_forms`` is. So the
jacket shows a desk's tab, and leads to it, without knowing the desk.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from jobs.road.stages import Milestone


@dataclass(frozen=True)
class Tab:
    """``page``: the name of its address, which takes the job's number. ``place``: its order from the left.

    ``label`` may name the utility, as ``{utility}``. ``milestones`` are the steps that are recorded there.
    """

    key: str
    label: str
    page: str
    place: int
    milestones: Collection[Milestone] = ()
    office_only: bool = False


_TABS: dict[str, Tab] = {}
_UNDONE_AT: dict[Milestone, str] = {}


def tab(
    key: str,
    label: str,
    page: str,
    *,
    place: int,
    milestones: Collection[Milestone] = (),
    office_only: bool = False,
) -> None:
    """Let a job's page have this tab."""
    _TABS[key] = Tab(key, label, page, place, milestones, office_only)


def undone_at(milestone: Milestone, page: str) -> None:
    """Let a step be undone on a page of its own, instead of by the road's own form."""
    _UNDONE_AT[milestone] = page


def tabs() -> list[Tab]:
    """Every tab, from left to right."""
    return sorted(_TABS.values(), key=lambda each: each.place)


def page_of_tab(key: str) -> str:
    """The name of a tab's address: ``permit`` gives the page where the city's permits are kept."""
    return _TABS[key].page


def undo_page(milestone: Milestone) -> str:
    """The name of the page on which a step is undone; nothing where the road's own form does it."""
    return _UNDONE_AT.get(milestone, "")
