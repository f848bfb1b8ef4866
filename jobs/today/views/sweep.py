"""The sweep: every case at cities and utilities that is due for a look, the oldest look first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.directory.views.places import Places
from jobs.job_page.acts import Press, pressed
from jobs.job_page.lines import address_of
from jobs.models import OpenItem, Party
from jobs.office.views.filters import Box
from jobs.open_items.services import looking
from jobs.today.views.asking import OUTSIDE, Asked, all_asked
from jobs.today.views.today_rows import ITEM_COLUMNS, form_of
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.capped_counts import capped_counts, count_word
from kilowire.floor.days import counted, short_day
from kilowire.floor.forms.typed import form_page

SHOWN, COUNTED = 50, 1000
COLUMNS = (*ITEM_COLUMNS, "looked_on", "looked_by__name", "job__site__city")


class Case(NamedTuple):
    """One row: what is owed, by whom, under which number, when somebody looked last, and where to record it.

    ``opens``: that page is a form, which the sheet at the side shows.
    """

    pk: int
    what: str
    asked: Asked
    number: str
    job_url: str
    name: str
    place: str
    looked: str
    late: str
    url: str
    opens: bool
    move_url: str


@require_safe
@office_only
def sweep(request: StaffRequest) -> HttpResponse:
    day, places = timezone.localdate(), Places()
    chosen = _chosen(request.GET, places)
    due = _in_place(_due(day), chosen)
    looked = _in_place(_cases().filter(looked_on=day), chosen)
    left, done = capped_counts([due, looked], COUNTED)
    page = {
        "cases": _shown(due, day),
        "left": count_word(left, COUNTED),
        "more": left > SHOWN,
        "done": count_word(done, COUNTED),
        "boxes": [_box(chosen, places)],
        "filtered": bool(chosen),
        "query": f"?at={chosen}" if chosen else "",
    }
    return render(request, "jobs/today/sweep.html", page)


@form_page
@office_only
def nothing_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Record that somebody looked and nothing changed; the case is due again on its party's next day."""
    item = get_object_or_404(OpenItem.objects.visible_to(request.user), pk=pk, party__in=OUTSIDE)
    press = Press(title=f"Nothing new: {item.what}", does=partial(looking.look_at, item=item))
    chosen = _chosen(request.GET, Places())
    return pressed(request, press, back=f"{reverse('jobs:sweep')}{f'?at={chosen}' if chosen else ''}")


def _cases() -> QuerySet[Any]:
    return OpenItem.objects.open().filter(party__in=OUTSIDE, job__cancelled_on=None)


def _due(day: date) -> QuerySet[Any]:
    """Return the cases to look at, the oldest look first; that an act began a case is its first look."""
    due = _cases().filter(Q(look_again_on=None) | Q(look_again_on__lte=day))
    return due.order_by(Coalesce("looked_on", "since_on"), "id")


def _chosen(asked: Mapping[str, str], places: Places) -> str:
    """Return where the cases are: ``city``, ``utility``, ``city-7``, or an empty text for everywhere."""
    known = {value for value, _, _ in _box("", places).options}
    at = asked.get("at", "")
    return at if at in known else ""


def _in_place(cases: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    party, _, key = chosen.partition("-")
    if party:
        cases = cases.filter(party=party)
    column = {Party.CITY: "job__site__jurisdiction", Party.UTILITY: "job__site__utility"}
    return cases.filter(**{column[Party(party)]: int(key)}) if key else cases


def _box(chosen: str, places: Places) -> Box:
    options = [("city", "All cities"), ("utility", "All utilities")]
    options += [(f"utility-{pk}", each.short_name) for pk, each in places.utilities.items()]
    options += [(f"city-{pk}", each.name) for pk, each in places.cities.items()]
    return Box("at", "Where", tuple((value, word, value == chosen) for value, word in options))


def _shown(due: QuerySet[Any], day: date) -> list[Case]:
    items = list(due.values_list(*COLUMNS, named=True)[:SHOWN])
    asked = all_asked(items)
    return [_case(item, asked[item.pk], day) for item in items]


def _case(item: Any, asked: Asked, day: date) -> Case:
    url, opens = form_of(item)
    late = (day - item.expected_on).days if item.expected_on else 0
    return Case(
        pk=item.pk,
        what=item.what,
        asked=asked,
        number=item.job__number,
        job_url=address_of("jobs:overview", item.job__number),
        name=item.job__homeowner_name,
        place=f"{item.job__site__street}, {item.job__site__city}",
        looked=_looked(item, day),
        late=f"{counted(late, 'day')} late" if late > 0 else "",
        url=url,
        opens=opens,
        move_url=address_of(f"jobs:move_open_item {item.pk}", item.job__number),
    )


def _looked(item: Any, day: date) -> str:
    if not item.looked_on:
        return "not looked at yet"
    who = f" by {item.looked_by__name}" if item.looked_by__name else ""
    return f"last look {short_day(item.looked_on, day)}{who}"
