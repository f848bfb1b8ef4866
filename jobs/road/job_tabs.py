"""The registry of the job page's tabs and of the pages where milestones are recorded and undone.

Each app declares its own in a module ``job_tabs``, which Django loads at startup, like ``tablet_forms``. So
the jobs app shows another app's tab, and links to it, without importing that app.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from jobs.road.stages import Kind, Milestone

SAME = "same"


@dataclass(frozen=True)
class Tab:
    """``page``: the tab's URL name; the URL takes the job number. ``place``: its order from the left.

    ``label`` may contain ``{utility}``. ``milestones`` are those recorded on this tab. ``on_removal`` is its
    label on a removal, None where a removal has no such tab.
    """

    key: str
    label: str
    page: str
    place: int
    milestones: Collection[Milestone] = ()
    office_only: bool = False
    on_removal: str | None = None

    def label_on(self, kind: str) -> str:
        """Return its label on a job of this kind; empty where such a job has no such tab."""
        return (self.on_removal or "") if kind == Kind.REMOVAL else self.label


@dataclass(frozen=True)
class RecordPage:
    """Where a milestone is worked on. ``page``: a URL name that takes the job number and leads to the form.

    ``act`` labels its button while the next act is ours, ``answer`` while an outside party is waited for;
    both may contain ``{utility}``. ``items``: the beginnings of the keys of this milestone's own open items.
    """

    page: str
    act: str
    answer: str = ""
    items: tuple[str, ...] = ()
    office_only: bool = False


_TABS: dict[str, Tab] = {}
_RECORDED_AT: dict[Milestone, RecordPage] = {}
_UNDONE_AT: dict[Milestone, str] = {}


def tab(
    key: str,
    label: str,
    page: str,
    *,
    place: int,
    milestones: Collection[Milestone] = (),
    office_only: bool = False,
    on_removal: str | None = SAME,
) -> None:
    """Register a tab of the job page; by default a removal has it too, under the same label."""
    of_a_removal = label if on_removal == SAME else on_removal
    _TABS[key] = Tab(key, label, page, place, milestones, office_only, of_a_removal)


def undone_at(milestone: Milestone, page: str) -> None:
    """Register a page of its own on which this milestone is undone, instead of the common form."""
    _UNDONE_AT[milestone] = page


def recorded_at(
    milestone: Milestone,
    page: str,
    *,
    act: str,
    answer: str = "",
    items: tuple[str, ...] = (),
    office_only: bool = False,
) -> None:
    """Register the page that leads to the form with which this milestone is brought forward."""
    _RECORDED_AT[milestone] = RecordPage(page, act, answer, items, office_only)


def record_page(milestone: Milestone) -> RecordPage | None:
    """Return the page on which this milestone is brought forward; None where no app declares one."""
    return _RECORDED_AT.get(milestone)


def milestone_of_item(key: str) -> Milestone | None:
    """Return the milestone whose own open item has this key; None for any other item."""
    for milestone, each in _RECORDED_AT.items():
        if each.items and key.startswith(each.items):
            return milestone
    return None


def tabs() -> list[Tab]:
    """Return every tab, from left to right."""
    return sorted(_TABS.values(), key=lambda each: each.place)


def page_of_tab(key: str) -> str:
    """Return the URL name of a tab by its key, such as ``permit``."""
    return _TABS[key].page


def undo_page(milestone: Milestone) -> str:
    """Return the URL name of the page that undoes this milestone; empty where the common form does."""
    return _UNDONE_AT.get(milestone, "")
