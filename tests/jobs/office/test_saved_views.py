"""Saved views of the board: for oneself or shared with the office."""

from __future__ import annotations

import pytest

from jobs.models import SavedView
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import opened_job

pytestmark = pytest.mark.django_db
NEW = "/board/views/new/?state=held&cards=full&nonsense=1"


def names(who: str, query: str = "") -> list[str]:
    return [view["label"] for view in signed_in(who).get(f"/board/{query}").context["views"]]


def test_a_view_keeps_the_boards_filters_and_cards_for_oneself_or_for_the_office() -> None:
    opened_job()
    olive = signed_in("olive")
    saved = olive.post(NEW, {"name": "On hold"})
    assert (saved.status_code, saved.url) == (302, "/board/?state=held&cards=full")
    olive.post("/board/views/new/?kind=removal", {"name": "Removals", "shared": "on"})
    assert (names("olive"), names("owen")) == (["On hold", "Removals"], ["Removals"])
    views = olive.get("/board/?state=held&cards=full").context["views"]
    assert [view["current"] for view in views] == [True, False]
    assert olive.get(views[0]["url"]).context["roomy"]


def test_a_name_is_given_once_by_each_person() -> None:
    olive = signed_in("olive")
    olive.post(NEW, {"name": "Mine"})
    refused = olive.post(NEW, {"name": "Mine"})
    assert (refused.status_code, "choose another one" in refused.content.decode()) == (422, True)
    assert signed_in("owen").post(NEW, {"name": "Mine"}).status_code == 302


def test_whoever_saved_a_view_removes_it_and_the_owner_a_shared_one() -> None:
    olive, owen = signed_in("olive"), signed_in("owen")
    for name, shared in (("Own", ""), ("Ours", "on"), ("Ours too", "on")):
        olive.post(NEW, {"name": name, "shared": shared})
    own, ours, too = SavedView.objects.order_by("pk")
    assert owen.post(f"/board/views/{own.pk}/remove/").status_code == 404
    owen.post(f"/board/views/{ours.pk}/remove/")
    assert names("olive") == ["Ours too", "Own"]
    SavedView.objects.filter(pk=too.pk).update(by=someone("owen"))
    assert (
        "only they and the owner"
        in olive.post(f"/board/views/{too.pk}/remove/", follow=True).content.decode()
    )
    assert signed_in("asa").get("/board/views/new/").status_code == 403
