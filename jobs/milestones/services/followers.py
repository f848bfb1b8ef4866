"""What a room does when a milestone is recorded, declared in ``job_tabs`` so that no room imports another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jobs.models import Job
from jobs.road.stages import Milestone
from kilowire.models import User

Follower = Callable[[Job, date, User], None]
"""Called with the locked job, the day of the milestone and who recorded it, in the same transaction."""

_FOLLOWERS: dict[Milestone, Follower] = {}


def follow(milestone: Milestone, follower: Follower) -> None:
    """Declare what follows when this milestone is stamped."""
    _FOLLOWERS[milestone] = follower


def tell_follower(milestone: Milestone, job: Job, on: date, by: User | None) -> None:
    """Call what was declared for this milestone, if a user stamped it."""
    follower = _FOLLOWERS.get(milestone)
    if follower and by:
        follower(job, on, by)
