"""Lines of the page Today: an open item, and a job without one; what to do, and where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jobs.job_page.facts import blocked_word, party_word
from jobs.job_page.lines import address_of
from jobs.job_page.turn_facts import held_back
from jobs.models import Job, LineKind
from jobs.road.hours import spoken_hours
from jobs.road.item_endings import ends_by_act
from jobs.road.job_tabs import milestone_of_item, record_page, tabs
from jobs.road.our_steps import named, steps_of_ours
from jobs.today.views.asking import ASKED_COLUMNS, Asked
from kilowire.floor.days import counted, day_from_here

# Named tuples take a third of the time of model instances.
ITEM_COLUMNS = (
    "pk", "job_id", "party", "key", "what", "act", "since_on", "expected_on", "window", "stake_usd",
    "blocks", "unwinds", "job__number", "job__homeowner_name", "job__site__utility__short_name",
    *ASKED_COLUMNS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineButton:
    """A button of a line that does its act at once."""

    label: str
    url: str
    key: str = "n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. ``opens``: its page is a form, which the sheet at the side shows.

    ``name`` and ``number`` are the job's; ``when`` its age, ``late`` whether that is past its day;
    ``end_url`` is where it is ended by a word.
    """

    kind: str
    row: int = 0
    job_id: int = 0
    what: str
    url: str
    opens: bool = True
    number: str = ""
    name: str = ""
    detail: str = ""
    when: str = ""
    late: bool = False
    party: str = "Office"
    stake: str = ""
    holds: str = ""
    asked: Asked | None = None
    end_url: str = ""
    press: LineButton | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.row}"

    @property
    def job_url(self) -> str:
        return address_of("jobs:overview", self.number) if self.number else ""


def item_line(item: Any, asked: Asked | None, today: date) -> Line:
    """Return the line of an open item, which has the columns ``ITEM_COLUMNS``.

    ``asked`` is whom we call about it, where the city or the utility is late with it.
    """
    late = (today - item.expected_on).days if item.expected_on else 0
    url, opens = form_of(item)
    by_word = not ends_by_act(item.key, unwinds=item.unwinds)
    return Line(
        kind=LineKind.ITEM,
        row=item.pk,
        job_id=item.job_id,
        what=f"{asked.call}, {counted(late, 'day')} late" if asked else item.what,
        url=url,
        opens=opens,
        number=item.job__number,
        name=item.job__homeowner_name,
        detail=asked.says if asked else "",
        when="" if asked else _when(item, late, today),
        late=late > 0,
        party=party_word(item.party, item.job__site__utility__short_name),
        stake=f"${item.stake_usd:,.2f} at stake" if item.stake_usd else "",
        holds=blocked_word(item.blocks, item.job__site__utility__short_name),
        asked=asked,
        end_url=address_of(f"jobs:end_open_item {item.pk}", item.job__number) if by_word else "",
        press=LineButton("Nothing new", address_of(f"jobs:look_at_open_item {item.pk}", item.job__number))
        if asked
        else None,
    )


def form_of(item: Any) -> tuple[str, bool]:
    """Return the page where an item is done or ended, and whether it is a form rather than a tab."""
    pages, act = {each.page for each in tabs()}, item.act
    milestone = milestone_of_item(item.key) if act in pages else None
    page = record_page(milestone) if milestone else None
    url = address_of(page.page if page else act, item.job__number)
    if url:
        return url, bool(page) or act not in pages
    return address_of(f"jobs:end_open_item {item.pk}", item.job__number), True


def _when(item: Any, late: int, today: date) -> str:
    if not item.expected_on:
        return f"since {day_from_here(item.since_on, today)}"
    if late > 0:
        return f"{counted(late, 'day')} late"
    return f"today, {spoken_hours(item.window)}" if item.window else "today"


def quiet_line(job: Job, today: date) -> Line:
    """Return the line of a job without open items: our next step, and the day of its last one."""
    steps = steps_of_ours(job.kind, job.standing, held_back(job))
    acts = named(steps[:1], job.site.utility.short_name)
    page = record_page(steps[0].milestone) if steps else None
    moved_on = max(filter(None, [job.opened_on, *(job.day_of(m) for m in job.standing)]))
    return Line(
        kind=LineKind.QUIET,
        row=job.pk,
        job_id=job.pk,
        what=f"{acts[:1].upper()}{acts[1:]}" if acts else "Add who acts next",
        url=address_of(page.page if page else "jobs:add_open_item", job.number),
        number=job.number,
        name=job.homeowner_name,
        when=f"last step {day_from_here(moved_on, today)}",
    )
