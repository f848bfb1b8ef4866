"""Run the table of what must agree: open and end its items, and refuse the acts that wait for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.db import transaction

from jobs.agreeing.services.facts import facts_of
from jobs.models import Job, OpenItem
from jobs.models.open_item import MUST_AGREE
from jobs.open_items.services import open_items
from jobs.open_items.wanted import Wanted
from jobs.road.job_tabs import page_of_tab
from jobs.road.must_agree import MUST_AGREE as TABLE
from jobs.road.must_agree import Difference, MustAgree, differences
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


class _HasKey(Protocol):
    """An open item, as a row or as a value."""

    @property
    def key(self) -> str: ...


@transaction.atomic
def bring_up_to_date(*, job: Job, by: User | None, on: date | None = None) -> None:
    """Open an item for each difference between the job's facts, and end those that agree again.

    Every act that writes one of the compared facts calls this once, when its rows are written. A cancelled
    job has none.
    """
    job = locked(job)
    wanted = _wanted_of(job)
    if _are_open(job, wanted):
        return
    open_items.bring_up_to_date(
        job=job,
        wanted=[_wanted(key, each) for key, each in wanted.items()],
        prefixes=(MUST_AGREE,),
        by=by,
        on=on,
        note="They agree again",
    )


def is_up_to_date(job: Job) -> bool:
    """Whether the open differences of the job are those between its facts as they are now."""
    return _are_open(job, _wanted_of(job))


def differences_of(job: Job) -> tuple[Difference, ...]:
    """Return what does not agree on this job now."""
    return differences(facts_of(job))


def what_wastes_a_visit(job: Job) -> tuple[str, ...]:
    """Return the open differences with which the utility's visit is not ready, in words."""
    items = list(OpenItem.objects.of(job).open().that_must_agree())
    return tuple(item.what for item in items for row in rows_of([item]) if row.wastes_visit)


def rows_of(items: Iterable[_HasKey]) -> list[MustAgree]:
    """Return the rows of the table whose differences are among these open items."""
    keys = {item.key for item in items}
    return [row for row in TABLE if f"{MUST_AGREE}{row.name}" in keys]


def refuse_while_it_differs(job: Job, milestone: Milestone) -> None:
    """Raise Refused if a difference between the job's facts blocks this milestone."""
    for each in differences(facts_of(job), blocking=milestone):
        raise Refused(f"Not yet. {each.what}.")


def _wanted_of(job: Job) -> dict[str, Difference]:
    found = () if job.cancelled_on else differences(facts_of(job))
    return {_key(each): each for each in found}


def _are_open(job: Job, wanted: dict[str, Difference]) -> bool:
    open_now = OpenItem.objects.of(job).open().that_must_agree().values_list("key", "what")
    return dict(open_now) == {key: each.what[:240] for key, each in wanted.items()}


def _key(difference: Difference) -> str:
    return f"{MUST_AGREE}{difference.row.name}"


def _wanted(key: str, difference: Difference) -> Wanted:
    row = difference.row
    return Wanted(key, row.party, difference.what, act=page_of_tab(row.tab))
