"""Sends a notice again, at a press."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import Channel, EventKind, Job, Notice
from jobs.notices import tasks
from jobs.notices.kinds import NOTICES
from jobs.notices.services.notices import reaching, write_notice
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


@transaction.atomic
def send_again(*, notice: Notice, by: User) -> Notice:
    """Send a notice again: the row that did not go, or a new one like one that went.

    Refused while it waits, for a code, and if nothing reaches the person.
    """
    job, notice = locked(notice.person.job), locked(notice)
    if notice.status in ("waiting", "sending"):
        raise Refused("It is on its way already.")
    if notice.code_id:
        raise Refused("A code is not sent again: they ask for another on their page.")
    if notice.status == "sent":
        return write_notice(
            person=notice.person,
            template=notice.template,
            what=f"{NOTICES[notice.template].about}, again" if notice.template in NOTICES else "again",
            by=by,
            context=notice.context,
            link=notice.link,
            document=notice.document,
        )
    return _put_back(notice, job, reaching(notice.person, notice.template), by)


def _put_back(notice: Notice, job: Job, channel: Channel, by: User) -> Notice:
    now = timezone.now()
    fresh = {"status": "waiting", "attempts": 0, "waits": 0, "unsure": 0, "error": "", "server_words": ""}
    fresh |= {"delivery": "", "delivery_at": None, "cause": "", "until": None, "lead": None}
    fresh |= {"channel": channel, "due_at": now, "rung_at": now}
    for name, value in fresh.items():
        setattr(notice, name, value)
    notice.save(update_fields=list(fresh))
    said = f"Message to {notice.person.name} sent again"
    history.record(job=job, kind=EventKind.SENT, sentence=said, by=by, after={"notice": notice.pk})
    tasks.send_notice.delay_on_commit(notice.pk)
    return notice
