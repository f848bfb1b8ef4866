"""What follows a milestone, and the beginning of work, declared in ``job_tabs``: no room imports another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from jobs.models import Job
from jobs.road.stages import Milestone
from kilowire.models import User

Follower = Callable[[Job, date, User], None]
"""Called with the locked job, the day of the milestone and who recorded it, in the same transaction."""

_FOLLOWERS: dict[Milestone, Follower] = {}


@dataclass(frozen=True, slots=True)
class WorkFollower:
    """``lock`` locks the app's rows before the job is locked; ``follow`` writes them, the job locked."""

    lock: Callable[[Job], object]
    follow: Callable[[Job, User], object]


_WORK_FOLLOWERS: list[WorkFollower] = []


def follow(milestone: Milestone, follower: Follower) -> None:
    """Declare what follows when this milestone is stamped."""
    _FOLLOWERS[milestone] = follower


def tell_follower(milestone: Milestone, job: Job, on: date, by: User | None) -> None:
    """Call what was declared for this milestone, if a user stamped it."""
    follower = _FOLLOWERS.get(milestone)
    if follower and by:
        follower(job, on, by)


def follow_work(follower: WorkFollower) -> None:
    """Declare what follows when an installation record says on which day the work began."""
    _WORK_FOLLOWERS.append(follower)


def lock_for_work(job: Job) -> None:
    """Lock the rows of the apps that follow the beginning of work; call it before the job is locked."""
    for each in _WORK_FOLLOWERS:
        each.lock(job)


def tell_work_began(job: Job, by: User) -> None:
    """Call what was declared for the beginning of work. The installation record is written."""
    for each in _WORK_FOLLOWERS:
        each.follow(job, by)
