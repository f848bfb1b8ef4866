"""Closing out tells the owner: by mail, once the package is ready, and only where a page is open to them."""

from __future__ import annotations

import pytest
from django.core import mail

from jobs.closeout.services import closeout
from jobs.homeowner.services.links import make_link
from jobs.models import Event, Notice, PersonRole
from jobs.notices.outbox import sending as notices_outbox
from jobs.outbox import leases
from jobs.papers.outbox import rendering
from tests.builders import records
from tests.builders.cast import someone
from tests.builders.whole_road import closed_job, commissioned_job

pytestmark = pytest.mark.django_db


def test_the_owner_hears_of_the_package_when_it_is_ready() -> None:
    job = commissioned_job()
    owner = job.people.get(roles__role=PersonRole.OWNER)
    job.people.update(quiet_from=0, quiet_until=0)  # any hour may be the hour of a test
    make_link(person=owner, by=someone("olive"))
    job = records.closed(job)
    notice = Notice.objects.get()
    assert (
        Event.objects.of(job).filter(sentence=f"Message to {owner.name}: close-out package is ready").exists()
    )
    notices_outbox.send_notice(notice.pk)
    assert mail.outbox == []
    package = closeout.package_of(job)
    assert package is not None
    rendering.render_document(package.pk)
    assert leases.overdue(Notice) == [notice.pk]
    notices_outbox.send_notice(notice.pk)
    assert [message.subject for message in mail.outbox] == ["Ready for you: Close-out package"]


def test_an_owner_without_a_page_is_not_written_to() -> None:
    closed_job()
    assert not Notice.objects.exists()
