"""What people write to us lands on their job as a question, once, or waits until somebody picks the job."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from jobs.inbox.keywords import keyword_of
from jobs.inbox.services import inbox
from jobs.models import Channel, Event, Inbound, Notice, OpenItem, Person
from jobs.notices.services.notices import write_notice
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db


def wrote(sender: str = "hana@home.test", **new: Any) -> Inbound:
    given = {"channel": Channel.EMAIL, "sender": sender, "text": "Which day do you come?", "came_as": "a1"}
    return inbox.receive(**{**given, **new})


def test_a_mail_lands_once_on_the_job_of_its_address() -> None:
    job = accepted_job()
    message = wrote(sender="Hana@Home.test")
    wrote(sender="Hana@Home.test")
    assert (message.job, message.person) == (job, job.people.get())
    item = OpenItem.objects.of(job).open().get(key=f"jobs.message:{message.pk}")
    assert (item.party, item.what) == ("office", "Answer Hana Ito: Which day do you come?")
    said = Event.objects.of(job).get(sentence="Message from Hana Ito")
    assert (said.who, said.because) == ("Hana Ito", "Which day do you come?")


def test_of_several_jobs_it_is_the_one_that_we_wrote_about_last() -> None:
    first, second = accepted_job(), accepted_job(name="Hana Ito", street="9 Elm Way")
    Person.objects.update(email="hana@home.test")
    assert wrote(came_as="1").job == second
    write_notice(person=first.people.get(), template="status_link")
    assert wrote(came_as="2").job == first


def test_the_office_answers_and_the_item_ends() -> None:
    job = accepted_job()
    message = wrote()
    olive, address = signed_in("olive"), reverse("jobs:answer_message", args=[job.number, message.pk])
    assert "Which day do you come?" in olive.get(address).content.decode()
    assert olive.post(address, {"answer": "On Monday."}).status_code == 302
    message.refresh_from_db()
    assert (message.settled, message.note) == ("answered", "On Monday.")
    assert Notice.objects.get(template="answer").context == {"answer": "On Monday."}
    assert not OpenItem.objects.of(job).open().filter(key__startswith="jobs.message:").exists()
    assert olive.post(address, {"answer": "Again."}).status_code == 422


def test_an_unknown_sender_waits_until_somebody_picks_the_job() -> None:
    message, job = wrote(sender="who@else.test"), accepted_job()
    olive, address = signed_in("olive"), reverse("jobs:place_message", args=[message.pk])
    assert "who@else.test" in olive.get("/inbox/").content.decode()
    assert olive.post(address, {"job": "KW-9"}).status_code == 422
    assert olive.post(address, {"job": job.number.lower()}).status_code == 302
    message.refresh_from_db()
    assert message.job == job
    assert OpenItem.objects.of(job).open().filter(key=f"jobs.message:{message.pk}").exists()
    assert "Nothing here" in olive.get("/inbox/").content.decode()
    assert olive.post(address, {"job": job.number}).status_code == 422
    assert signed_in("asa").get("/inbox/").status_code == 403


def test_what_belongs_to_no_job_is_discarded_for_a_reason() -> None:
    message = wrote(sender="who@else.test")
    address = reverse("jobs:discard_message", args=[message.pk])
    assert signed_in("olive").post(address, {"because": ""}).status_code == 422
    assert signed_in("olive").post(address, {"because": "Advertising"}).status_code == 302
    message.refresh_from_db()
    assert (message.settled, message.note, message.settled_by) == (
        "discarded",
        "Advertising",
        someone("olive"),
    )
    assert not Inbound.objects.unplaced().exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("STOP", ("stop", "en")),
        (" stop. ", ("stop", "en")),
        ("Alto", ("stop", "es")),
        ("START", ("start", "en")),
        ("empezar", ("start", "es")),
        ("Help!", ("help", "en")),
        ("AYUDA", ("help", "es")),
        ("Stop by on Monday", None),
        ("", None),
    ],
)
def test_a_keyword_is_a_text_by_itself(text: str, found: tuple[str, str] | None) -> None:
    assert keyword_of(text) == found
