"""The registry of what the apps rest on a file of a job: an upload, a photo or a paper of ours.

``jobs`` imports no other app: each app that refers to files has a module ``job_files``, which is found when
Django starts and calls ``uses_files``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from jobs.models import Document, Job, Photo, Upload
from jobs.road import stages
from jobs.road.job_tabs import undo_page
from jobs.road.paper_kinds import PAPERS
from jobs.road.stages import STEP, Milestone
from kilowire.models import User

Filed = Upload | Photo | Document
"""What is on file of a job."""


@dataclass(frozen=True, slots=True)
class RestsOn:
    """Something recorded that must be undone before a file is withdrawn.

    ``what`` is a sentence without its period. ``undo`` is the page that undoes it: a URL name, and after
    blanks its arguments besides the job number.
    """

    what: str
    undo: str


def _rests_nothing(_filed: Filed) -> Iterable[RestsOn]:
    return ()


def _nothing_to_lock(_filed: Filed) -> None:
    pass


def _nothing_to_let_go(_filed: Filed, _by: User) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUses:
    """How an app uses the files of a job.

    ``rests_on`` names what must be undone before a file is withdrawn. ``lock`` locks the app's rows that
    refer to it, before the job is locked. ``let_go`` is called once it is withdrawn: it drops the references
    and brings the app's open items and papers up to date.
    """

    rests_on: Callable[[Filed], Iterable[RestsOn]] = _rests_nothing
    lock: Callable[[Filed], object] = _nothing_to_lock
    let_go: Callable[[Filed, User], object] = _nothing_to_let_go


PhotosWatcher = Callable[[Job, User | None, date | None], object]
_USES: list[FileUses] = []
_WATCHERS: list[PhotosWatcher] = []


def uses_files(uses: FileUses) -> None:
    """Register how an app uses files."""
    _USES.append(uses)


def watches_photos(watcher: PhotosWatcher) -> None:
    """Register a function that brings an app's open items up to date after the photos of a job changed."""
    _WATCHERS.append(watcher)


def photos_changed(job: Job, by: User | None, on: date | None = None) -> None:
    """Tell the apps that photos of a job were filed, judged or withdrawn, by default today.

    The caller has locked the job.
    """
    for watcher in _WATCHERS:
        watcher(job, by, on)


def what_rests_on(filed: Filed) -> list[RestsOn]:
    """Return what must be undone before this file is withdrawn, in the order in which to undo it."""
    found = [each for uses in _USES for each in uses.rests_on(filed)]
    if isinstance(filed, Document):
        stamped = [step for step in PAPERS[filed.kind].rests_on if step in filed.job.standing]
        found += steps_to_undo(filed.job, stamped[-1]) if stamped else []
    return found


def steps_to_undo(job: Job, milestone: Milestone) -> list[RestsOn]:
    """Return a recorded milestone after the recorded own acts that rest on it; nothing if not recorded."""
    if milestone not in job.standing:
        return []
    above = [step.milestone for step in _all_above(job, milestone)] if STEP[milestone].ours else []
    return [_step(each) for each in (*above, milestone)]


def lock_rows(filed: Filed) -> None:
    """Lock the rows of the apps that refer to this file; call it before the job is locked."""
    for uses in _USES:
        uses.lock(filed)


def let_go(filed: Filed, by: User) -> None:
    """Let every app drop its references to a file that was withdrawn. The caller has locked the job."""
    for uses in _USES:
        uses.let_go(filed, by)


def _all_above(job: Job, milestone: Milestone) -> list[stages.Step]:
    """The recorded own acts that rest on a milestone, directly or not, the last of the road first."""
    above = {milestone}
    for step in stages.road(job.kind):
        if (
            step.ours
            and step.milestone in job.standing
            and above & set(stages.needs(job.kind, step.milestone))
        ):
            above.add(step.milestone)
    return [step for step in reversed(stages.road(job.kind)) if step.milestone in above - {milestone}]


def _step(milestone: Milestone) -> RestsOn:
    page = undo_page(milestone) or f"jobs:undo {milestone.value}"
    return RestsOn(f"“{STEP[milestone].said}” is recorded", page)
