"""The security log tells who came in and who was refused, from where, and names nobody."""

from __future__ import annotations

import io
import json
import logging
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from jobs.brought_in.services.tablet_zips import hand_in
from jobs.homeowner.services import codes, links
from jobs.models import OneTimeCode
from jobs.papers.outbox.rendering import render_document
from kilowire.floor.link_tokens import code_of, token_of
from kilowire.floor.security_log import Happened, tell
from kilowire.models import User
from kilowire.web import security_file
from kilowire.web.logs import JsonLine
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job
from tests.builders.papers import filed_photo, filed_upload, issued_paper
from tests.builders.second_factor import code_now, with_app

pytestmark = pytest.mark.django_db
PASSWORD, FROM = "a plain test password", "203.0.113.7"
Captured = Callable[..., AbstractContextManager[object]]


class Log:
    """What was written, as a worker of the site writes it."""

    def __init__(self) -> None:
        self.out = io.StringIO()
        self.handler = logging.StreamHandler(self.out)
        self.handler.setFormatter(security_file.SecurityLine())

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.getvalue().splitlines()]

    def events(self) -> list[str]:
        return [line["event"] for line in self.lines]

    def last(self, happened: Happened) -> dict[str, Any]:
        return next(line for line in reversed(self.lines) if line["event"] == happened)


@pytest.fixture
def log() -> Iterator[Log]:
    log, logger = Log(), logging.getLogger("kilowire.security")
    logger.addHandler(log.handler)
    yield log
    logger.removeHandler(log.handler)


@pytest.fixture
def olive() -> User:
    return someone("olive")


def browser() -> Client:
    return Client(HTTP_X_FORWARDED_FOR=f"198.51.100.99, {FROM}")


def sign_in(client: Client, who: str = "olive", password: str = PASSWORD) -> None:
    client.post(reverse("account_login"), {"login": f"{who}@kilowire.test", "password": password})


def test_sign_ins_and_failures_stand_with_the_address_that_the_proxy_saw(log: Log, olive: User) -> None:
    client = browser()
    sign_in(client, password="wrong")
    sign_in(client, who="nobody")
    sign_in(client)
    client.post(reverse("account_logout"))
    told = [(line["event"], line["user"], line["address"]) for line in log.lines]
    assert told == [
        (Happened.SIGN_IN_FAILED, olive.pk, FROM),
        (Happened.SIGN_IN_FAILED, None, FROM),
        (Happened.SIGNED_IN, olive.pk, FROM),
        (Happened.SIGNED_OUT, olive.pk, FROM),
    ]


def test_too_many_tries_are_told_and_refused(log: Log, olive: User) -> None:
    client = browser()
    for _ in range(6):
        sign_in(client, password="wrong")
    assert log.last(Happened.TOO_MANY_TRIES)["user"] == olive.pk
    refused = log.last(Happened.REFUSED)
    assert (refused["status"], refused["method"], refused["route"]) == (429, "POST", "accounts/login/")


def test_the_second_factor_is_told(log: Log, olive: User) -> None:
    secret, client = with_app(olive), browser()
    sign_in(client)
    assert Happened.SIGNED_IN not in log.events()
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert log.last(Happened.SECOND_FACTOR_FAILED)["factor"] == "totp"
    assert log.last(Happened.SECOND_FACTOR_USED)["user"] == olive.pk
    assert log.last(Happened.SIGNED_IN)["user"] == olive.pk
    client.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert log.last(Happened.ASKED_AGAIN)["method"] == "password"
    client.post(reverse("mfa_deactivate_totp"))
    assert log.last(Happened.SECOND_FACTOR_REMOVED)["user"] == olive.pk


def test_resets_and_changed_passwords_are_told(log: Log, olive: User) -> None:
    EmailAddress.objects.create(user=olive, email=olive.email, verified=True, primary=True)
    client = browser()
    client.post(reverse("account_reset_password"), {"email": olive.email})
    assert log.last(Happened.RESET_ASKED)["user"] == olive.pk
    sign_in(client)
    new = "another plain test password"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), typed)
    assert log.last(Happened.PASSWORD_CHANGED)["user"] == olive.pk


def test_a_changed_role_says_which_and_by_whom(
    log: Log, olive: User, django_capture_on_commit_callbacks: Captured
) -> None:
    owner, client = someone("owen"), browser()
    client.force_login(owner)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    typed = {"name": "Olive", "email": olive.email, "role": "field", "is_active": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:kilowire_user_change", args=[olive.pk]), typed)
    told = log.last(Happened.USER_CHANGED)
    assert (told["user"], told["role"], told["by"], told["fields"]) == (olive.pk, "field", owner.pk, "Role")


def test_links_and_codes_of_homeowners_are_told(
    log: Log, olive: User, django_capture_on_commit_callbacks: Captured
) -> None:
    person = accepted_job().people.get()
    with django_capture_on_commit_callbacks(execute=True):
        link = links.make_link(person=person, by=olive)
        token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
        client = browser()
        client.post(reverse("homeowner:ask_code", args=[token]))
        right = code_of(OneTimeCode.objects.latest("id").pk, settings.PORTAL_LINK_KEY)
        for code in (f"{(int(right) + 1) % 10**6:06}", right):
            client.post(reverse("homeowner:papers", args=[token]), {"code": code})
        codes.close_papers(link=link, browser=None)
        links.revoke_link(link=link, by=olive)
    client.get(reverse("homeowner:status", args=[token]))
    client.get(reverse("homeowner:status", args=["not-a-token"]))
    for happened in (
        Happened.LINK_MADE,
        Happened.CODE_ASKED,
        Happened.CODE_FAILED,
        Happened.PAPERS_OPENED,
        Happened.PAPERS_CLOSED,
        Happened.LINK_REVOKED,
    ):
        assert log.last(happened)["link"] == link.pk
    assert log.last(Happened.LINK_REVOKED)["by"] == olive.pk
    assert [line["status"] for line in log.lines if line["event"] == Happened.REFUSED] == [410, 404]
    for private in (token, person.name, person.email, right):
        assert private not in log.out.getvalue()


def test_an_act_that_was_undone_is_not_told(log: Log, olive: User) -> None:
    links.make_link(person=accepted_job().people.get(), by=olive)  # this test's transaction never commits
    assert Happened.LINK_MADE not in log.events()


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("asa", "/jobs/", 403),
        ("strand", "/jobs/KW-9999/", 404),
        ("asa", "/admin/kilowire/user/", 302),
    ],
)
def test_whoever_is_refused_is_named_by_id(log: Log, who: str, address: str, status: int) -> None:
    client, user = browser(), someone(who)
    client.force_login(user)
    assert client.get(address).status_code == status
    refused = [line for line in log.lines if line["event"] == Happened.REFUSED]
    assert [(line["status"], line["user"]) for line in refused] == (
        [(status, user.pk)] if status != 302 else []
    )


def test_a_day_pack_that_leaves_the_house_is_an_export(log: Log) -> None:
    client, asa = browser(), someone("asa")
    client.force_login(asa)
    answer = client.get(reverse("field:pack"))
    again = client.get(reverse("field:pack"), HTTP_IF_NONE_MATCH=answer.get("ETag", "x"))
    told = [line for line in log.lines if line["event"] == Happened.EXPORTED]
    assert [line["user"] for line in told] == [asa.pk] * (1 + (again.status_code == 200))


def test_files_that_leave_are_exports_and_the_pictures_of_a_page_are_not(log: Log) -> None:
    job, olive = accepted_job(), someone("olive")
    upload = filed_upload(job)
    photo = filed_photo(job)
    paper = issued_paper(job)
    render_document(paper.pk)
    address = {
        "paper": reverse("jobs:paper_file", args=[job.number, paper.pk]),
        "upload": reverse("jobs:upload_file", args=[job.number, upload.pk]),
        "photo": reverse("jobs:photo_file", args=[job.number, photo.pk, "original"]),
        "thumbnail": reverse("jobs:photo_file", args=[job.number, photo.pk, "thumbnail"]),
    }
    client = browser()
    client.force_login(olive)
    for name, row in (
        ("paper", paper.pk),
        ("upload", upload.pk),
        ("photo", str(photo.pk)),
        ("thumbnail", None),
    ):
        log.out.seek(0)
        log.out.truncate()
        answer = client.get(address[name])
        assert answer.status_code == 200
        told = [(line[name], line["user"]) for line in log.lines if line["event"] == Happened.EXPORTED]
        assert told == ([(row, olive.pk)] if row else [])
        again = client.get(address[name], HTTP_IF_NONE_MATCH=answer["ETag"])
        assert (again.status_code, len(log.lines)) == (304, len(told)), "nothing left the house"


def test_a_paper_that_a_homeowner_takes_is_told_with_the_link(log: Log) -> None:
    link = links.make_link(person=accepted_job().people.get(), by=someone("olive"))
    upload = filed_upload(link.person.job)
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    client = browser()
    code = codes.ask_code(link=link)
    client.post(
        reverse("homeowner:papers", args=[token]), {"code": code_of(code.pk, settings.PORTAL_LINK_KEY)}
    )
    assert client.get(reverse("homeowner:upload_file", args=[token, upload.pk])).status_code == 200
    told = log.last(Happened.EXPORTED)
    assert (told["link"], told["upload"], told["address"]) == (link.pk, upload.pk, FROM)


def test_recovery_codes_and_a_tablets_zip_are_told(
    log: Log, django_capture_on_commit_callbacks: Captured
) -> None:
    olive = someone("olive")
    with_app(olive)
    RecoveryCodes.activate(olive)
    client = browser()
    client.force_login(olive)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 200
    assert log.last(Happened.EXPORTED)["what"] == "recovery codes"
    with django_capture_on_commit_callbacks(execute=True):
        row = hand_in(file=ContentFile(b"PK\x05\x06" + bytes(18), name="queue.zip"), by=olive)
    assert log.last(Happened.ZIP_BROUGHT_IN)["zip"] == row.pk


def test_no_other_log_has_the_address(olive: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        sign_in(browser(), password="wrong")
        browser().get("/h/not-a-token/")
    lines = [JsonLine().format(record) for record in caplog.records]
    assert len(lines) > 1
    assert FROM not in "".join(lines)


class TestFile:
    def test_it_is_written_for_us_alone_and_begun_anew_when_moved(self, tmp_path: Path) -> None:
        path = tmp_path / "log" / "security.log"
        handler = security_file.SecurityFile(path, delay=True)
        handler.setFormatter(security_file.SecurityLine())
        logger = logging.getLogger("kilowire.security")
        logger.addHandler(handler)
        try:
            tell(Happened.REFUSED, user=1)
            path.rename(path.with_suffix(".old"))
            tell(Happened.REFUSED, user=2)
        finally:
            logger.removeHandler(handler)
            handler.close()
        assert json.loads(path.read_text())["user"] == 2
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_a_long_file_is_moved_aside_and_an_old_one_goes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, now = tmp_path / "security.log", datetime(2027, 3, 1, tzinfo=UTC)
        old = tmp_path / "security.log.2026-01-01"
        old.write_text("old")
        os.utime(old, times=((now - timedelta(days=401)).timestamp(),) * 2)
        path.write_text("0123456789")
        security_file.turn(path, now)
        assert [file.name for file in tmp_path.iterdir()] == ["security.log"]
        monkeypatch.setattr(security_file, "LONGEST_BYTES", 5)
        security_file.turn(path, now)
        assert [file.name for file in tmp_path.iterdir()] == ["security.log.2027-03-01"]
