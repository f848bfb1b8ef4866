"""Messages: written as rows that name no secret, sent once, each in its person's language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.utils import timezone

from jobs.models import CompanyRecord, Event, HomeownerLink, Notice, OneTimeCode, Person
from jobs.models.notice import NOT_YET
from jobs.notices.outbox import letters
from jobs.notices.outbox import sending as notices_outbox
from jobs.notices.services.notices import tell_owner_of_paper, write_notice
from jobs.outbox import leases
from jobs.papers.outbox import rendering
from kilowire.floor.link_tokens import code_of, token_of
from kilowire.floor.refusals import Refused
from kilowire.models import MailStatus
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, company
from tests.builders.papers import issued_paper

pytestmark = pytest.mark.django_db


def hana(**new: Any) -> Person:
    person = accepted_job().people.get()
    new = {"quiet_from": 0, "quiet_until": 0, **new}  # any hour may be the hour of a test
    for name, value in new.items():
        setattr(person, name, value)
    person.save(update_fields=list(new))
    return person


def link_of(person: Person, **new: Any) -> HomeownerLink:
    later = timezone.now() + timedelta(days=30)
    return HomeownerLink.objects.create(
        **{"person": person, "made_by": someone("olive"), "expires_at": later, **new}
    )


def code_for(link: HomeownerLink) -> OneTimeCode:
    return OneTimeCode.objects.create(link=link, expires_at=timezone.now() + timedelta(minutes=15))


def sent(notice: Notice) -> Notice:
    notices_outbox.send_notice(notice.pk)
    notice.refresh_from_db()
    return notice


def test_a_message_goes_once_and_says_when() -> None:
    person = hana()
    link = link_of(person)
    notice = sent(write_notice(person=person, template="status_link", link=link, by=someone("olive")))
    sent(notice)
    assert (notice.status, notice.attempts, notice.lease) == (MailStatus.SENT, 1, None)
    assert notice.sent_at is not None
    assert [message.to for message in mail.outbox] == [["hana@home.test"]]
    assert mail.outbox[0].message()["Message-ID"] == f"<notice-{notice.pk}@kilowire.test>"
    events = Event.objects.of(person.job).filter(kind="sent")
    assert [(e.sentence, e.who) for e in events] == [("Message to Hana Ito: status link", "Olive")]


def test_the_address_and_the_code_are_derived_as_the_message_leaves_and_stand_in_no_row() -> None:
    person = hana()
    link = link_of(person)
    code = code_for(link)
    sent(write_notice(person=person, template="status_link", link=link))
    sent(write_notice(person=person, template="one_time_code", code=code))
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    digits = code_of(code.pk, settings.PORTAL_LINK_KEY)
    assert f"https://kilowire.test/h/{token}/" in mail.outbox[0].body
    assert digits in mail.outbox[1].body
    tables = [table for table in connection.introspection.table_names() if table.startswith("jobs_")]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = repr(cursor.fetchall())
            assert token not in rows
            assert f"'{digits}'" not in rows


def test_a_message_says_that_nobody_wrote_it_and_is_answered_to_the_office() -> None:
    """So that no mail program answers it by itself, and a homeowner's answer reaches somebody."""
    company()
    person = hana()
    sent(write_notice(person=person, template="status_link", link=link_of(person), by=someone("olive")))
    message = mail.outbox[0].message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == CompanyRecord.objects.get().email


@pytest.mark.parametrize("ended_at", ["revoked_at", "expires_at"])
def test_a_link_that_ended_is_not_sent(ended_at: str) -> None:
    person = hana()
    ended = link_of(person, **{ended_at: timezone.now()})
    notice = write_notice(person=person, template="status_link", link=ended)
    assert (sent(notice).status, notice.error) == ("failed", letters.LINK_ENDED)
    assert mail.outbox == []


def test_a_code_that_ended_is_not_sent() -> None:
    person = hana()
    code = code_for(link_of(person))
    OneTimeCode.objects.filter(pk=code.pk).update(expires_at=timezone.now())
    notice = sent(write_notice(person=person, template="one_time_code", code=code))
    assert (notice.status, notice.error) == ("failed", letters.CODE_ENDED)


def test_nobody_without_an_address_is_written_to() -> None:
    with pytest.raises(Refused, match="Hana Ito has no email address"):
        write_notice(person=hana(email=""), template="status_link")


def test_a_notice_that_follows_a_paper_goes_when_the_paper_is_ready() -> None:
    person = hana()
    paper = issued_paper(person.job)
    notice = write_notice(person=person, template="paper_ready", link=link_of(person), document=paper)
    assert sent(notice).status == "waiting"
    assert leases.overdue(Notice) == []
    rendering.render_document(paper.pk)
    assert leases.overdue(Notice) == [notice.pk]
    assert sent(notice).status == "sent"
    assert "Permit" in mail.outbox[0].subject


def test_a_notice_about_a_ready_paper_goes_within_a_minute() -> None:
    person = hana()
    paper = issued_paper(person.job)
    rendering.render_document(paper.pk)
    notice = write_notice(person=person, template="paper_ready", document=paper)
    assert notice.due_at <= timezone.now() + timedelta(minutes=1)


def test_the_owner_is_told_of_a_paper_where_a_page_is_open_to_them() -> None:
    person = hana()
    paper = issued_paper(person.job)
    assert tell_owner_of_paper(document=paper, by=someone("olive")) is None
    link = link_of(person)
    notice = tell_owner_of_paper(document=paper, by=someone("olive"))
    assert notice is not None
    assert (notice.person, notice.link, notice.document, notice.due_at) == (person, link, paper, NOT_YET)
    said = Event.objects.of(person.job).filter(kind="sent").values_list("sentence", flat=True)
    assert list(said) == ["Message to Hana Ito: permit is ready"]


def test_a_later_notice_waits_for_its_hour() -> None:
    person = hana()
    notice = write_notice(
        person=person,
        template="status_link",
        link=link_of(person),
        due_at=timezone.now() + timedelta(hours=1),
    )
    assert sent(notice).status == "waiting"
