"""What people write to us: taken once, put on the job of its sender, answered or discarded."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import Channel, EventKind, Inbound, Job, Notice, Party, Person, Settled
from jobs.notices.kinds import NoticeKind
from jobs.notices.outbox.channels import channel_for
from jobs.notices.services.notices import write_notice
from jobs.open_items.services import open_items
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason, needs_words
from kilowire.models import User

LONGEST, SHOWN = 8_000, 150
KEY = "jobs.message:"


@transaction.atomic
def receive(*, channel: Channel, sender: str, text: str, came_as: str, subject: str = "") -> Inbound:
    """Take a message once; it lands on the job of its sender's number or address, or else in the inbox."""
    person = person_of(channel, sender)
    if person:
        locked(person.job)
    values = {"sender": sender[:254], "subject": subject[:200], "text": text.strip()[:LONGEST]}
    message, is_new = Inbound.objects.get_or_create(channel=channel, came_as=came_as[:200], defaults=values)
    if is_new and person:
        _land(message, person.job, person, None)
    return message


@transaction.atomic
def place(*, message: Inbound, job: Job, by: User) -> Inbound:
    """Put a message on a job, with an open item to answer it; refused once it has a job or was discarded."""
    job, message = locked(job), locked(message)
    if message.job_id or message.settled:
        raise Refused("Somebody put this on a job or discarded it already.")
    people = list(Person.objects.of(job)[:2])
    _land(message, job, people[0] if len(people) == 1 else None, by)
    return message


@transaction.atomic
def discard(*, message: Inbound, because: str, by: User) -> Inbound:
    """Discard a message that belongs to no job, for a written reason; refused once it has a job."""
    message = locked(message)
    if message.job_id or message.settled:
        raise Refused("Somebody put this on a job or discarded it already.")
    needs_reason(because)
    return _settle(message, Settled.DISCARDED, because, by)


@transaction.atomic
def answer(*, message: Inbound, answer: str, by: User) -> Inbound:
    """Answer a message: the words go to its person by the channel they chose, and its open item ends.

    Where nothing reaches the person, or nobody knows who it is, the words are kept as how it was answered.
    """
    if message.job is None:
        raise Refused("Say first to which job it belongs.")
    job, message = locked(message.job), locked(message)
    if message.settled:
        raise Refused("This was answered already.")
    needs_words(answer, "Write the answer, or how it was answered.", field="answer")
    person = message.person
    if person and channel_for(person, NoticeKind.ANSWER):
        context = {"answer": answer.strip()}
        write_notice(person=person, template=NoticeKind.ANSWER, what="an answer", by=by, context=context)
    said = f"Answered {person.name if person else message.sender}"
    history.record(job=job, kind=EventKind.SENT, sentence=said, because=answer.strip(), by=by)
    open_items.end_by_key(job=job, key=f"{KEY}{message.pk}", by=by, note="Answered")
    return _settle(message, Settled.ANSWERED, answer, by)


def person_of(channel: Channel, sender: str) -> Person | None:
    """Return the person of this number or address: of several, whom we wrote to last, on a job under way."""
    by_text = channel == Channel.TEXT
    people = (
        Person.objects.filter(text_number=sender) if by_text else Person.objects.filter(email__iexact=sender)
    )
    if not sender or not people.exists():
        return None
    under_way = people.filter(job__in=Job.objects.open())
    among = under_way if under_way.exists() else people
    last = Notice.objects.filter(person__in=among).order_by("-pk").values_list("person", flat=True).first()
    return among.select_related("job").filter(pk=last).first() or among.select_related("job").latest("pk")


def _land(message: Inbound, job: Job, person: Person | None, by: User | None) -> None:
    message.job, message.person = job, person
    message.save(update_fields=["job", "person"])
    name = person.name if person else message.shown_sender
    words = " ".join(f"{message.subject} {message.text}".split())
    history.record(
        job=job,
        kind=EventKind.SENT,
        sentence=f"Message from {name}",
        because=words,
        by=by,
        by_person="" if by else name,
    )
    open_items.add(
        job=job,
        party=Party.OFFICE,
        what=f"Answer {name}: {words}"[:SHOWN],
        key=f"{KEY}{message.pk}",
        act=f"jobs:answer_message {message.pk}",
        by=by,
    )


def _settle(message: Inbound, how: Settled, note: str, by: User) -> Inbound:
    message.settled, message.settled_at, message.settled_by = how, timezone.now(), by
    message.note = note.strip()[:1000]
    message.save(update_fields=["settled", "settled_at", "settled_by", "note"])
    return message
