"""Texts by way of a service: sent over HTTP, signed on their way in, and stopped by a word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils import timezone
from twilio.request_validator import RequestValidator

from jobs.milestones.services import charging
from jobs.models import Inbound, Notice, OpenItem, Person
from jobs.notices.outbox.sending import NUMBER_REFUSED, send_notice
from jobs.notices.services.notices import write_notice
from jobs.notices.services.preferences import set_wishes
from jobs.outbox import mails
from jobs.road.stages import Milestone
from kilowire.floor.outgoing import texts
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.jobs.notices.test_notices import code_for, hana, link_of

pytestmark = pytest.mark.django_db
TOKEN, NUMBER = "secret", "+15625557104"


class Service(BaseHTTPRequestHandler):
    """A service on loopback that speaks as Twilio does, and answers as it is told to."""

    got: list[dict[str, str]] = []
    answers: list[str] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.got.append({name: values[0] for name, values in parse_qs(body).items()})
        answer = self.answers.pop(0) if self.answers else "taken"
        if answer == "cut":
            self.connection.close()
            return
        status, words = {
            "taken": (201, {"sid": f"SM{len(self.got)}", "status": "queued"}),
            "refused": (400, {"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}),
            "down": (503, {"code": 20503, "message": "Service unavailable", "status": 503}),
        }[answer]
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(words).encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def service(running: str, settings: Any) -> Iterator[type[Service]]:
    settings.TEXT_GATEWAY = "kilowire.floor.outgoing.twilio.TwilioGateway"
    settings.TEXT_ACCOUNT, settings.TEXT_TOKEN, settings.TEXT_FROM = "AC1", TOKEN, "+15625550100"
    settings.TEXT_API = running
    texts.gateway.cache_clear()
    Service.got, Service.answers = [], []
    yield Service
    texts.gateway.cache_clear()


def texter(**new: Any) -> Person:
    new = {"phone": "(562) 555-7104", "text_number": NUMBER, "tell_by": "text", **new}
    return hana(texts_agreed_on=timezone.localdate(), texts_agreed_by="page", **new)


def sent(notice: Notice) -> Notice:
    Notice.objects.filter(pk=notice.pk).update(due_at=timezone.now())
    send_notice(notice.pk)
    notice.refresh_from_db()
    return notice


def came(path: str, signed: bool = True, **fields: str) -> Any:
    signature = RequestValidator(TOKEN).compute_signature(f"https://kilowire.test{path}", fields)
    client = Client(enforce_csrf_checks=True)
    return client.post(path, fields, headers={"X-Twilio-Signature": signature if signed else "made up"})


def text_from(text: str, sid: str = "SM9") -> str:
    response = came("/webhooks/texts/", From=NUMBER, Body=text, MessageSid=sid)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_text_goes_once_and_its_report_says_that_it_arrived(service: type[Service]) -> None:
    notice = sent(write_notice(person=texter(), template="permit_issued"))
    sent(notice)
    [text] = service.got
    assert (text["To"], text["From"]) == (NUMBER, "+15625550100")
    assert text["Body"].endswith("The city has issued the permit. Reply STOP to end texts.")
    assert (notice.status, notice.channel, notice.sent_to, notice.provider_id) == (
        "sent",
        "text",
        NUMBER,
        "SM1",
    )
    assert came("/webhooks/texts/reports/", MessageSid="SM1", MessageStatus="sent").status_code == 204
    assert came("/webhooks/texts/reports/", MessageSid="SM1", MessageStatus="delivered").status_code == 204
    notice.refresh_from_db()
    assert notice.delivery == "delivered"


def test_whoever_has_no_mail_is_told_by_text_not_to_charge(service: type[Service]) -> None:
    person = texter(email="")
    charging.stop(
        job=person.job, cause=Milestone.ADAPTER_SET, because="It was taken off.", by=someone("olive")
    )
    assert sent(Notice.objects.get()).channel == "text"
    assert "Please do not charge your car for now" in service.got[0]["Body"]


def test_a_number_that_does_not_take_it_is_said_with_the_services_words(service: type[Service]) -> None:
    service.answers = ["refused"]
    notice = sent(write_notice(person=texter(), template="permit_issued"))
    assert notice.status == "failed"
    assert notice.error.startswith(NUMBER_REFUSED)
    assert "21211" in notice.server_words
    other = sent(write_notice(person=notice.person, template="application_sent"))
    came(
        "/webhooks/texts/reports/",
        MessageSid=other.provider_id,
        MessageStatus="undelivered",
        ErrorCode="30003",
    )
    other.refresh_from_db()
    assert (other.delivery, other.server_words) == ("bounced", "Error 30003")


def test_a_service_that_is_down_delays_and_a_lost_answer_is_followed_by_one_repeat(
    service: type[Service], settings: Any
) -> None:
    notice = write_notice(person=texter(), template="permit_issued")
    service.answers = ["down", "cut", "cut"]
    states = [(sent(notice).status, notice.error, notice.unsure) for _ in range(4)]
    assert states[:3] == [
        ("waiting", mails.TEXTS_AWAY, 0),
        ("waiting", mails.TEXTS_AWAY, 1),
        ("waiting", mails.TEXTS_AWAY, 2),
    ]
    assert states[3][:2] == ("failed", mails.UNSURE)
    assert len(service.got) == 3


def test_where_nobody_answers_the_text_waits(service: type[Service], settings: Any) -> None:
    settings.TEXT_API = "http://127.0.0.1:1"
    texts.gateway.cache_clear()
    notice = sent(write_notice(person=texter(), template="permit_issued"))
    assert (notice.status, notice.error, notice.unsure) == ("waiting", mails.TEXTS_AWAY, 0)


def test_a_form_that_the_service_did_not_sign_is_refused(service: type[Service]) -> None:
    for path in ("/webhooks/texts/", "/webhooks/texts/reports/"):
        assert came(path, signed=False, From=NUMBER, Body="STOP", MessageSid="SM1").status_code == 403
        assert Client().get(path).status_code == 405


def test_a_site_without_a_service_has_no_such_door() -> None:
    assert came("/webhooks/texts/", From=NUMBER, Body="STOP", MessageSid="SM1").status_code == 404


def test_a_text_lands_on_the_job_of_its_number_once_and_proves_the_number(service: type[Service]) -> None:
    person = texter()
    for _ in range(2):
        assert "<Message>" not in text_from("Which day?")
    person.refresh_from_db()
    message = Inbound.objects.get()
    assert (message.person, message.job) == (person, person.job)
    assert person.number_proved_at is not None
    assert OpenItem.objects.of(person.job).open().filter(key=f"jobs.message:{message.pk}").count() == 1


@pytest.mark.parametrize(
    ("stop", "start", "said"),
    [("STOP", "START", "you get no more texts"), ("ALTO", "EMPEZAR", "ya no recibe")],
)
def test_stop_and_start_are_kept_and_answered(
    service: type[Service], stop: str, start: str, said: str
) -> None:
    person = texter()
    assert said in text_from(stop)
    person.refresh_from_db()
    assert person.texts_stopped_at is not None
    assert sent(write_notice(person=person, template="permit_issued")).channel == "email"
    with pytest.raises(Refused):
        set_wishes(person=set_wishes(person=person, tell_by="email"), tell_by="text")
    text_from(start)
    person.refresh_from_db()
    assert (person.takes_texts, person.texts_agreed_by) == (True, "text")
    assert not Inbound.objects.exists()


def test_help_says_who_we_are(service: type[Service]) -> None:
    assert "texts about your job" in text_from("HELP")
    assert "sobre su trabajo" in text_from("AYUDA")


def test_a_code_goes_by_text_only_to_a_number_that_wrote_to_us(service: type[Service]) -> None:
    person = texter()
    code = code_for(link_of(person))
    assert write_notice(person=person, template="one_time_code", code=code).channel == "email"
    text_from("Hello")
    person.refresh_from_db()
    notice = sent(write_notice(person=person, template="one_time_code", code=code))
    assert (notice.channel, notice.status) == ("text", "sent")
    assert "Nobody of ours ever asks you for this code." in service.got[-1]["Body"]


def test_choosing_texts_is_consent_with_day_and_means() -> None:
    person = hana(phone="(562) 555-7104", text_number=NUMBER)
    person = set_wishes(person=person, tell_by="text", quiet_from=21)
    assert (person.texts_agreed_on, person.texts_agreed_by) == (timezone.localdate(), "page")
    assert set_wishes(person=person, tell_by="email", by=someone("olive")).texts_agreed_by == "page"
