"""Lines of Today snoozed to a day, brought back, and given to somebody."""

from __future__ import annotations

from typing import Any

import pytest

from jobs.models import Event, OpenItem, Party, TodayMark
from jobs.open_items.services import open_items
from kilowire.models import PostedForm
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, days_ago
from tests.two_tabs import OpenTab

pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> OpenItem:
    return open_items.add(job=accepted_job(), party=Party.OFFICE, what="Call back", by=someone("olive"))


def url(item: OpenItem, act: str, line: str = "") -> str:
    return f"/jobs/{item.job.number}/today/{line or f'item-{item.pk}'}/{act}/"


def on_today(query: str = "", who: str = "olive") -> list[str]:
    return [shown.line.what for shown in signed_in(who).get(f"/{query}").context["list"].lines]


def test_a_snoozed_line_leaves_today_and_its_count_and_comes_back_by_itself(item: OpenItem) -> None:
    until = days_ago(-3)
    answer = signed_in().post(url(item, "snooze"), {"until": until.isoformat()})
    assert answer.status_code == 302
    assert (on_today(), on_today("?show=snoozed")) == ([], ["Call back"])
    assert signed_in().get("/today/count/").content == b""
    TodayMark.objects.update(snoozed_until=days_ago(0))  # its day has come
    assert (on_today(), on_today("?show=snoozed")) == (["Call back"], [])
    event = Event.objects.of(item.job).first()
    assert event
    assert event.sentence.startswith("Snoozed until")
    assert event.after == {"snoozed_until": until.isoformat()}


def test_a_line_is_snoozed_to_a_day_to_come_and_brought_back_before_it(item: OpenItem) -> None:
    refused = signed_in().post(url(item, "snooze"), {"until": days_ago(0).isoformat()})
    assert refused.status_code == 422
    assert "after today" in refused.content.decode()
    signed_in().post(url(item, "snooze"), {"until": days_ago(-9).isoformat()})
    signed_in().post(url(item, "back"))
    assert on_today() == ["Call back"]
    again = signed_in().post(url(item, "back"), follow=True)
    assert "This is not snoozed." in again.content.decode()


def test_mine_are_the_lines_given_to_me_or_of_a_job_given_to_me(item: OpenItem) -> None:
    other = open_items.add(job=item.job, party=Party.CITY, what="Permit", expected_on=days_ago(0), by=None)
    assert on_today("?who=nobody") == ["Call back", "Permit"]
    olive, asa, client = someone("olive"), someone("asa"), signed_in()
    client.post(url(item, "assign"), {"to": olive.pk})
    assert (on_today("?who=me"), on_today("?who=me", "owen")) == (["Call back"], [])
    client.post(url(other, "assign"), {"to": asa.pk, "whole_job": "on"})
    assert on_today("?who=me") == ["Call back"]  # a line given by itself stays
    assert on_today(f"?who={asa.pk}") == ["Permit"]
    assert on_today("?who=nobody") == []
    said = list(Event.objects.of(item.job).values_list("sentence", flat=True)[:2])
    assert said == ["Assigned to Asa: the whole job", "Assigned to Olive: Call back"]
    client.post(url(item, "assign"), {"to": ""})
    assert on_today(f"?who={asa.pk}") == ["Call back", "Permit"]


def test_lines_are_filtered_by_whose_turn_it_is(item: OpenItem) -> None:
    open_items.add(job=item.job, party=Party.CITY, what="Permit", expected_on=days_ago(0), by=None)
    assert (on_today("?party=city"), on_today("?party=office")) == (["Permit"], ["Call back"])
    assert on_today("?party=nonsense&who=nonsense") == ["Call back", "Permit"]


def test_a_quiet_job_is_snoozed_and_assigned_as_a_line_of_its_own() -> None:
    job, client = accepted_job(), signed_in()
    base = f"/jobs/{job.number}/today/quiet-{job.pk}/"
    client.post(f"{base}assign/", {"to": someone("owen").pk})
    assert (on_today("?who=me"), len(on_today("?who=me", "owen"))) == ([], 1)
    client.post(f"{base}snooze/", {"until": days_ago(-2).isoformat()})
    assert on_today() == []


@pytest.mark.parametrize(
    "line", ["item-0", "item-x", "job-1", "item", "quiet-99999999", "item-99999999999999999999"]
)
def test_what_is_no_line_of_the_job_is_not_found(line: str, item: OpenItem) -> None:
    for act in ("snooze", "assign"):
        assert signed_in().get(url(item, act, line)).status_code == 404


def test_a_line_of_another_job_is_not_found_and_technicians_are_refused(item: OpenItem) -> None:
    other = accepted_job()
    assert signed_in().get(f"/jobs/{other.number}/today/item-{item.pk}/snooze/").status_code == 404
    assert signed_in("asa").get(url(item, "snooze")).status_code == 403


def test_two_tabs_see_each_others_assignment(item: OpenItem) -> None:
    first, second = OpenTab(url(item, "assign")), OpenTab(url(item, "assign"))
    assert first.save(to=someone("asa").pk).status_code == 302
    refused = second.save(to=someone("owen").pk)
    assert refused.status_code == 422
    assert "Somebody else changed this meanwhile" in refused.content.decode()
    assert second.save(to=someone("owen").pk).status_code == 302


SHEET: dict[str, Any] = {"HX-Request": "true", "HX-Target": "sheet-body"}


def test_the_sheet_gets_the_form_alone_and_hears_when_it_is_saved(item: OpenItem) -> None:
    client = signed_in()
    form = client.get(url(item, "snooze"), headers=SHEET)
    body = form.content.decode()
    assert (form.headers["HX-Sheet"], "<html" in body, 'name="until"' in body) == ("1", False, True)
    wrong = client.post(url(item, "snooze"), {"until": ""}, headers=SHEET)
    assert (wrong.status_code, "<html" in wrong.content.decode()) == (422, False)
    saved = client.post(url(item, "snooze"), {"until": days_ago(-3).isoformat()}, headers=SHEET)
    assert (saved.status_code, saved.headers["HX-Trigger"]) == (200, "sheet-saved")
    tab = client.get(f"/jobs/{item.job.number}/", headers=SHEET)
    assert "HX-Sheet" not in tab.headers


def test_a_form_sent_twice_from_the_sheet_is_carried_out_once(item: OpenItem) -> None:
    client = signed_in()
    sent = {"until": days_ago(-3).isoformat(), "csrfmiddlewaretoken": "one page"}
    answers = [client.post(url(item, "snooze"), sent, headers=SHEET) for _ in range(2)]
    assert [answer.headers["HX-Trigger"] for answer in answers] == ["sheet-saved"] * 2
    assert "done once" in answers[1].content.decode()
    assert Event.objects.of(item.job).filter(sentence__startswith="Snoozed").count() == 1
    assert PostedForm.objects.count() == 1


def test_a_sheet_whose_session_has_ended_is_told_so(item: OpenItem) -> None:
    client = signed_in()
    client.logout()
    answer = client.post(url(item, "snooze"), {"until": "2031-01-01"}, headers=SHEET)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (401, "signed-out")
