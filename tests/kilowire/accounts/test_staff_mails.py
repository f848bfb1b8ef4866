"""Mail to staff: a row that names no secret, sent by the worker, tried again, shown to the owner."""

from __future__ import annotations

import socket
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.outbox.mails import AWAY
from kilowire.accounts import invites, mail_outbox
from kilowire.accounts.invite_links import link_of
from kilowire.accounts.staff_mails import KEPT_FOR, say
from kilowire.accounts.tasks import send_staff_mail, sweep_staff_mail
from kilowire.models import Invite, StaffMail
from kilowire.nightly import remove_old_forms
from tests.builders.cast import signed_in, someone
from tests.kilowire.accounts.people import PASSWORD, hired, mailed, signed_in_with_password

pytestmark = pytest.mark.django_db
TEAM = reverse("team")


def invite_nia() -> Invite:
    return invites.invite(name="Nia Park", email="nia@example.com", role="field", by=someone("owen"))


def ask_for_a_reset() -> None:
    Client().post(reverse("account_reset_password"), {"email": hired().email})


def change_the_password() -> None:
    new = {"oldpassword": PASSWORD, "password1": "quiet-river-stone-9", "password2": "quiet-river-stone-9"}
    signed_in_with_password(hired()).post(reverse("account_change_password"), new)


def shown() -> str:
    return signed_in("owen").get(TEAM).content.decode()


@pytest.fixture
def no_mail_server(settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_HOST_USER = "127.0.0.1", ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


@pytest.mark.parametrize("act", [invite_nia, ask_for_a_reset, change_the_password])
def test_the_act_writes_a_row_and_the_worker_sends_it_once(act: Any) -> None:
    act()
    assert mail.outbox == []
    (one,) = mailed()
    assert one.message()["Auto-Submitted"] == "auto-generated"
    assert "example.com" in one.to[0]
    row = StaffMail.objects.get()
    assert (row.status, row.lease) == ("sent", None)
    send_staff_mail(row.pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("act", "where"), [(invite_nia, "/invited/"), (ask_for_a_reset, "/reset/key/")])
def test_no_row_holds_what_a_link_opens_with(act: Any, where: str) -> None:
    act()
    token = str(mailed()[0].body).partition(where)[2].split()[0].rstrip("/")
    signature = token.rpartition("." if act is invite_nia else "-")[2]
    assert len(signature) > 30
    with connection.cursor() as cursor:
        for table in ("kilowire_staffmail", "kilowire_invite"):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = repr(cursor.fetchall())
            assert token not in rows
            assert signature not in rows


def test_a_server_that_is_away_fails_no_act_and_the_owner_sees_what_waits(no_mail_server: None) -> None:
    assert "The mail waits" not in shown()
    invite_nia()
    ask_for_a_reset()
    assert mailed() == []
    page = shown()
    assert f"The mail waits to be sent. {AWAY}" in page
    assert "Mail that has not gone" in page
    assert "Reset of the password" in page
    assert set(StaffMail.objects.values_list("waits", "status")) == {(1, "waiting")}


def test_what_a_broker_lost_is_told_again_and_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(send_staff_mail, "apply_async", lambda args, **_: told.extend(args))
    row = invite_nia().mail
    sweep_staff_mail()
    assert told == [], "it was rung for just now"
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        sweep_staff_mail()
    assert told == [row.pk]


@pytest.mark.parametrize(
    ("act", "later", "said"),
    [
        (invite_nia, timedelta(hours=25), mail_outbox.INVITE_OVER),
        (ask_for_a_reset, timedelta(minutes=31), mail_outbox.RESET_OVER),
    ],
)
def test_a_link_that_would_open_nothing_is_not_sent(act: Any, later: timedelta, said: str) -> None:
    act()
    with time_machine.travel(timezone.now() + later, tick=False):
        assert mailed() == []
    row = StaffMail.objects.get()
    assert (row.status, row.error) == ("failed", said)


def test_an_invite_that_went_says_so_and_one_that_was_refused_says_why() -> None:
    row = invite_nia().mail
    mailed()
    assert "the mail went" in shown()
    StaffMail.objects.filter(pk=row.pk).update(status="failed", error="No such mailbox.")
    assert "The mail could not be sent: No such mailbox." in shown()


def test_the_link_of_another_invite_cannot_be_worked_out_from_ones_own() -> None:
    one, two = (link_of(each).rpartition("/invited/")[2] for each in (Invite(pk=7), Invite(pk=8)))
    assert one.partition(".")[2] != two.partition(".")[2]


def test_old_mail_goes() -> None:
    say(to="mara@example.com", subject="Changed", text="Something was changed.")
    remove_old_forms()
    assert StaffMail.objects.exists()
    with time_machine.travel(timezone.now() + KEPT_FOR + timedelta(hours=1), tick=False):
        remove_old_forms()
    assert not StaffMail.objects.exists()
