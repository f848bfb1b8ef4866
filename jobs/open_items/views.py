"""Acts on open items: add one, move its day, record that it was checked, end it."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from jobs.job_page.acts import Act, ActPage, Press, overview_tab
from jobs.job_page.lines import address_of
from jobs.models import Job, OpenItem
from jobs.open_items.forms import EndByWordForm, EndItemForm, MoveItemForm, OpenItemForm
from jobs.open_items.services import looking, open_items
from kilowire.floor.access import office_only, owner_only
from kilowire.models import User


def visible_item(user: User, job: Job, pk: int) -> OpenItem:
    return get_object_or_404(OpenItem.objects.visible_to(user).of(job), pk=pk)


@overview_tab.act(office_only)
def add(page: ActPage, job: Job) -> Act:
    return Act(
        title="Add an open item",
        form=OpenItemForm,
        does=partial(open_items.add, job=job),
        submit="Add",
    )


@overview_tab.act_on(visible_item, office_only)
def move(page: ActPage, item: OpenItem) -> Act:
    stands = {"expected_on": item.expected_on, "window": item.window}
    return Act(
        title=item.what,
        form=partial(MoveItemForm, initial=stands),
        does=partial(open_items.move, item=item),
        submit="Give the new day",
    )


@overview_tab.act_on(visible_item, office_only)
def end(page: ActPage, item: OpenItem) -> Act | HttpResponse:
    """End an item by hand; one that ends by its act has its page there."""
    offered = address_of(item.act, page.job.number)
    if offered and item.ends_by_act:
        return redirect(offered)
    by_word = "It ends when it is recorded as done. Where nobody will answer, write so: the owner sees it."
    return Act(
        title=item.what,
        form=EndByWordForm if item.unwinds else EndItemForm,
        does=partial(open_items.end, item=item),
        submit="End it with this word" if item.unwinds else "It is done",
        note=by_word if item.unwinds else "",
    )


@overview_tab.press_on(visible_item, office_only)
def look(page: ActPage, item: OpenItem) -> Press:
    return Press(title=f"Looked at: {item.what}", does=partial(looking.look_at, item=item))


@overview_tab.press_on(visible_item, owner_only)
def see_word(page: ActPage, item: OpenItem) -> Press:
    return Press(title=f"Seen: {item.what}", does=partial(looking.see_word, item=item))
