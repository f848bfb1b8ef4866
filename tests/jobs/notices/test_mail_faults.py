"""Faults of the mail server: it is away, refuses, asks to wait, or takes a message and never says so."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from jobs.models import Notice
from jobs.notices.outbox.sending import send_notice
from jobs.notices.services.notices import write_notice
from jobs.outbox import mails
from kilowire.accounts.mail_outbox import send_staff_mail
from kilowire.accounts.staff_mails import say
from kilowire.models import StaffMail
from tests.jobs.notices.test_notices import hana, link_of

pytestmark = pytest.mark.django_db


@dataclass
class Server:
    """A mail server on loopback that answers as it is told to."""

    answers: list[str] = field(default_factory=list)
    refuses: str = ""
    got: list[Any] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, _s: Any, envelope: Any, to: str, _o: Any) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.got.append(message_from_bytes(envelope.content))
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer == "cut":
            server.transport.abort()
        return answer


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Server, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield server, port
    controller.stop()


@pytest.fixture
def server(running: tuple[Server, int], settings: Any) -> Server:
    server, port = running
    server.answers, server.refuses, server.got = [], "", []
    settings.EMAIL_BACKEND = "kilowire.floor.outgoing.mail.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER = "127.0.0.1", port, ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return server


def link_mail() -> Notice:
    person = hana()
    return write_notice(person=person, template="status_link", link=link_of(person))


def sent(notice: Notice) -> Notice:
    Notice.objects.filter(pk=notice.pk).update(due_at=timezone.now())
    send_notice(notice.pk)
    notice.refresh_from_db()
    return notice


def test_a_mail_arrives_once_in_its_language_with_its_headers(server: Server) -> None:
    person = hana(language="es")
    notice = sent(write_notice(person=person, template="permit_issued"))
    sent(notice)
    [mail] = server.got
    assert (notice.status, notice.sent_to, notice.delivery) == ("sent", "hana@home.test", "")
    assert mail["Message-ID"] == f"<notice-{notice.pk}@kilowire.test>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip().startswith("<https://kilowire.test/messages/stop/")
    assert {part.get_content_type() for part in mail.walk()} >= {"text/plain", "text/html"}
    assert str(make_header(decode_header(mail["Subject"]))) == "La ciudad emitió el permiso"


def test_an_address_that_the_server_refuses_is_said_at_once_with_its_words(server: Server) -> None:
    server.refuses = "550 no such mailbox"
    notice = sent(link_mail())
    assert (notice.status, notice.server_words) == ("failed", "550 no such mailbox")
    assert notice.error == f"{mails.REFUSED} 550 no such mailbox"
    assert notice.unsure == 0


def test_a_server_that_asks_to_wait_gets_it_later(server: Server) -> None:
    server.refuses = "451 try again later"
    notice = sent(link_mail())
    assert (notice.status, notice.server_words, notice.unsure) == ("waiting", "451 try again later", 0)
    server.refuses = ""
    assert sent(notice).status == "sent"
    assert len(server.got) == 1


def test_a_server_that_is_away_delays_a_message(server: Server, settings: Any) -> None:
    """With growing pauses of at most an hour, and never for good within five days."""
    settings.EMAIL_PORT = 1
    notice, pauses = link_mail(), []
    for _ in range(12):
        before = timezone.now()
        sent(notice)
        pauses.append(round((notice.due_at - before).total_seconds(), -1))
        assert (notice.status, notice.error, notice.unsure) == ("waiting", mails.AWAY, 0)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (10, 3600)
    Notice.objects.filter(pk=notice.pk).update(written_at=timezone.now() - mails.GIVE_UP_AFTER * 2)
    assert (sent(notice).status, notice.error) == ("failed", mails.GIVEN_UP)


@pytest.mark.parametrize(("answers", "goes", "status"), [(["cut"], 2, "sent"), (["cut", "cut"], 2, "failed")])
def test_a_lost_answer_is_followed_by_one_repeat_with_the_same_id(
    server: Server, answers: list[str], goes: int, status: str
) -> None:
    server.answers = answers
    notice = sent(link_mail())
    assert (notice.status, notice.unsure) == ("waiting", 1)
    for _ in range(4):
        sent(notice)
    assert len(server.got) == goes
    assert len({mail["Message-ID"] for mail in server.got}) == 1
    assert notice.status == status
    assert notice.error == ("" if status == "sent" else mails.UNSURE)


def test_a_worker_that_was_killed_while_handing_over_is_followed_by_one_repeat(server: Server) -> None:
    notice = link_mail()
    Notice.objects.filter(pk=notice.pk).update(unsure=2)
    assert (sent(notice).status, notice.error, server.got) == ("failed", mails.UNSURE, [])


def test_a_mail_to_staff_knows_the_same_faults(server: Server) -> None:
    say(to="olive@kilowire.test", subject="A word", text="Something changed.")
    mail = StaffMail.objects.get()
    for answer, status in (("cut", "waiting"), ("250 taken", "sent")):
        server.answers = [answer]
        StaffMail.objects.filter(pk=mail.pk).update(due_at=timezone.now())
        send_staff_mail(mail.pk)
        mail.refresh_from_db()
        assert mail.status == status
    assert len(server.got) == 2
