"""The Messages pages say of each message how far it came; one press sends it again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job, Notice
from jobs.notices.outbox.letters import letter
from jobs.notices.outbox.sending import send_notice
from jobs.notices.services.notices import write_notice
from jobs.outbox import mails
from tests.builders.cast import signed_in
from tests.jobs.notices.test_notices import code_for, hana, link_of

pytestmark = pytest.mark.django_db
NOW = "the instant at which the test runs"


def written(**columns: Any) -> Notice:
    person = hana()
    notice = write_notice(person=person, template="permit_issued")
    columns = {name: timezone.now() if value == NOW else value for name, value in columns.items()}
    Notice.objects.filter(pk=notice.pk).update(**columns)
    notice.refresh_from_db()
    return notice


def page_of(job: Job, query: str = "") -> str:
    return signed_in("olive").get(reverse("jobs:messages", args=[job.number]) + query).content.decode()


STATES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "queued": ({}, ("Queued", "Goes ")),
    "away": ({"error": mails.AWAY}, ("Queued", mails.AWAY)),
    "sent": (
        {"status": "sent", "sent_at": NOW, "sent_to": "old@home.test"},
        ("Sent", "old@home.test"),
    ),
    "refused": ({"status": "failed", "error": "No. 550 unknown"}, ("Could not be sent", "550 unknown")),
    "dropped": ({"status": "dropped", "error": "The job is on hold."}, ("Not sent", "on hold")),
    "bounced": (
        {"status": "sent", "sent_at": NOW, "delivery": "bounced", "server_words": "552 full"},
        ("Bounced", "552 full"),
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_says_how_far_a_message_came(state: str) -> None:
    columns, words = STATES[state]
    page = page_of(written(**columns).person.job)
    for word in (*words, "The city&#x27;s permit", "Hana Ito", "tells nobody whether a mail arrived"):
        assert word in page


def test_what_did_not_arrive_is_found_on_one_page_of_all_jobs_and_on_today() -> None:
    notice = written(status="sent", sent_at=timezone.now(), delivery="bounced", server_words="552 full")
    olive = signed_in("olive")
    for address in ("/messages/?show=failed", "/"):
        page = olive.get(address, follow=True).content.decode()
        assert notice.person.job.number in page
        assert "552 full" in page
    assert notice.person.job.number not in olive.get("/messages/?show=waiting").content.decode()
    assert signed_in("asa").get("/messages/").status_code == 403


@pytest.mark.parametrize("state", ["refused", "dropped", "bounced", "sent"])
def test_one_press_sends_again(state: str, django_capture_on_commit_callbacks: Any) -> None:
    notice = written(**STATES[state][0])
    address = reverse("jobs:send_again", args=[notice.person.job.number, notice.pk])
    said = signed_in("olive").post(address, follow=True).content.decode()
    assert "It is on its way again." in said
    last = Notice.objects.latest("pk")
    assert (last.pk == notice.pk) is (STATES[state][0]["status"] != "sent")
    Notice.objects.filter(pk=last.pk).update(due_at=timezone.now())
    send_notice(last.pk)
    assert [message.to for message in mail.outbox] == [["hana@home.test"]]


def test_a_code_is_not_sent_again() -> None:
    person = hana()
    code = write_notice(person=person, template="one_time_code", code=code_for(link_of(person)))
    send_notice(code.pk)
    assert "Send again" not in page_of(person.job)
    address = reverse("jobs:send_again", args=[person.job.number, code.pk])
    assert "they ask for another" in signed_in("olive").post(address, follow=True).content.decode()


def stop_address(notice: Notice) -> str:
    return (
        str(letter([notice]).extra_headers["List-Unsubscribe"])
        .strip("<>")
        .removeprefix("https://kilowire.test")
    )


def test_opening_the_address_that_stops_a_kind_changes_nothing() -> None:
    notice = written()
    client = Client(enforce_csrf_checks=True)
    for method in (client.get, client.head):
        response = method(stop_address(notice))
        assert response.status_code == 200
    notice.person.refresh_from_db()
    assert notice.person.stopped_kinds == []
    assert "Do you want no more messages of this kind?" in client.get(stop_address(notice)).content.decode()


def test_a_mail_program_stops_a_kind_by_one_post_without_a_cookie() -> None:
    notice = written()
    client, address = Client(enforce_csrf_checks=True), stop_address(notice)
    said = client.post(address, {"List-Unsubscribe": "One-Click"}).content.decode()
    notice.person.refresh_from_db()
    assert notice.person.stopped_kinds == ["permit_issued"]
    assert "You get no more messages of this kind" in said
    client.post(address, {"again": "1"})
    notice.person.refresh_from_db()
    assert notice.person.stopped_kinds == []


def test_an_address_that_somebody_made_up_opens_nothing() -> None:
    assert Client().post("/messages/stop/WzEsInBlcm1pdCJd:1x:no/").status_code == 404
