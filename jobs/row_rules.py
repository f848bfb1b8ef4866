"""What the rows of jobs must keep beyond the database's constraints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from jobs.agreeing.services import agreeing
from jobs.models import (
    Adapter,
    Booking,
    Document,
    Event,
    EventKind,
    InstallationRecord,
    Job,
    JobList,
    JobNumberCounter,
    OpenItem,
    PaperVersion,
    Person,
    Photo,
    PutAside,
    ReferenceKind,
    SearchWord,
    TabletZip,
    Upload,
    UploadPage,
    UtilityAccount,
)
from jobs.models.road_checks import stage_is_what_the_stamps_say
from jobs.people.services.people import homeowner_of
from jobs.search.services.search import reasons_of, words_of_job
from jobs.search.services.without_reference import without_reference
from kilowire.floor.files.as_filed import FileColumns, not_as_filed
from kilowire.floor.normal.phones import text_number
from kilowire.floor.row_rules import chunks, row_rule

FILES = (
    FileColumns(Document, "file", "sha256", "size"),
    FileColumns(JobList, "file", "sha256", "size"),
    FileColumns(PaperVersion, "file", "sha256"),
    FileColumns(Photo, "original", "sha256", "size"),
    FileColumns(Photo, "print_copy", "print_sha256"),
    FileColumns(Photo, "thumbnail"),
    FileColumns(PutAside, "item"),
    FileColumns(PutAside, "file", "sha256"),
    FileColumns(TabletZip, "file", "sha256", "size"),
    FileColumns(Upload, "file", "sha256", "size"),
    FileColumns(Upload, "original", "original_sha256"),
    FileColumns(UploadPage, "picture", "sha256"),
)
OF_ANOTHER_JOB = {"answers_claim"}
"""Keys that lead to a row of an earlier job."""
STAND = {EventKind.DONE, EventKind.WAIVED}


@row_rule("A job's stage is that of the first milestone that does not stand.")
def stages_follow_from_milestones() -> QuerySet[Job]:
    return Job.objects.exclude(stage_is_what_the_stamps_say().condition).only("pk")


@row_rule("The last line of the history about each milestone says what the job says of it.")
def milestones_are_in_the_history() -> Iterator[Job]:
    kinds = (*STAND, EventKind.UNDONE)
    for jobs in chunks(Job.objects.all()):
        lines = Event.objects.filter(job__in=jobs, kind__in=kinds).exclude(milestone="").order_by("pk")
        stand: dict[int, dict[str, str]] = defaultdict(dict)
        for job, milestone, kind in lines.values_list("job", "milestone", "kind").iterator():
            stand[job][milestone] = kind
        yield from (job for job in jobs if _told(stand[job.pk]) != _recorded(job))


@row_rule("An open item ends no earlier than it began.")
def items_end_after_they_began() -> QuerySet[OpenItem]:
    return OpenItem.objects.filter(ended_on__lt=F("since_on")).only("pk")


@row_rule("A cancelled job is settled once nothing is left to unwind, and only then.")
def cancelled_jobs_are_settled_once_unwound() -> QuerySet[Job]:
    left = Exists(OpenItem.objects.open().filter(job=OuterRef("pk"), unwinds=True))
    return Job.objects.filter(left ^ Q(cancelled_on__isnull=False, settled_on=None)).only("pk")


@row_rule("The open differences of a job are those between its facts.")
def differences_are_open_items() -> Iterator[Job]:
    for jobs in chunks(Job.objects.filter(Q(pk__in=Job.objects.open()) | Q(pk__in=_with_differences()))):
        yield from (job for job in jobs if not agreeing.is_up_to_date(job))


@row_rule("A job goes by the name of its occupant, else of its owner, else of its first person.")
def jobs_go_by_their_homeowner() -> Iterator[Job]:
    for jobs in chunks(Job.objects.prefetch_related("people", "roles")):
        yield from (
            job for job in jobs if job.homeowner_name != homeowner_of(job.people.all(), job.roles.all())
        )


@row_rule("A job is found by the words of its people, address, numbers and notes, and by no others.")
def search_words_are_complete() -> Iterator[Job]:
    for jobs in chunks(Job.objects.select_related("site").prefetch_related("people", "references")):
        held: dict[int, set[str]] = defaultdict(set)
        for job, word in SearchWord.objects.filter(job__in=jobs).values_list("job", "word").iterator():
            held[job].add(word)
        reasons = reasons_of(jobs)
        for job in jobs:
            numbers = [reference.value for reference in job.references.all()]
            if held[job.pk] != words_of_job(job, job.people.all(), numbers, reasons[job.pk]):
                yield job


@row_rule("A job is found by the numbers of its account, its adapter and its charger.")
def numbers_are_references() -> Iterator[models.Model]:
    accounts, live = UtilityAccount.objects.all(), Adapter.objects.filter(retired_on=None)
    chargers = InstallationRecord.objects.all()
    for rows in (
        without_reference(accounts, "account_number", ReferenceKind.ACCOUNT),
        without_reference(accounts, "meter_number", ReferenceKind.METER),
        without_reference(live, "serial", ReferenceKind.ADAPTER_SERIAL),
        without_reference(chargers, "charger_serial", ReferenceKind.CHARGER_SERIAL),
    ):
        yield from chain.from_iterable(chunks(rows))


@row_rule("The next job number is beyond every other.")
def next_number_is_beyond_the_others() -> Iterator[JobNumberCounter]:
    highest = Job.objects.order_by(Length("number").desc(), "-number").first()
    if highest:
        taken = int(highest.number.rpartition("-")[2])
        yield from JobNumberCounter.objects.filter(next_number__lte=taken)


@row_rule("A live booking has the times of its appointment.")
def bookings_have_the_times_of_their_appointments() -> QuerySet[Booking]:
    same = Q(starts_at=F("appointment__starts_at"), ends_at=F("appointment__ends_at"))
    return Booking.objects.filter(released_at=None).exclude(same).only("pk")


@row_rule("The number for texts is the person's phone in E.164, where a text can reach it.")
def text_numbers_are_those_of_phones() -> Iterator[Person]:
    for people in chunks(Person.objects.only("pk", "phone", "text_number")):
        yield from (person for person in people if person.text_number != text_number(person.phone))


@row_rule("A paper that another supersedes is no longer in force.")
def superseded_papers_are_not_in_force() -> QuerySet[Document]:
    return Document.objects.filter(successor__isnull=False).in_force().only("pk")


@row_rule("What hangs together is of one job.")
def what_hangs_together_is_of_one_job() -> Iterator[models.Model]:
    for model, key in _pairs_of_one_job():
        rows = model._base_manager.filter(**{f"{key}__isnull": False}).exclude(job=F(f"{key}__job"))
        yield from chain.from_iterable(chunks(rows.only("pk")))


@row_rule("Every file that a row names is there, with the size and the SHA-256 that the row has.")
def files_are_as_filed() -> Iterator[models.Model]:
    return not_as_filed(FILES)


def _recorded(job: Job) -> dict[str, str]:
    return {m.value: EventKind.DONE if job.day_of(m) else EventKind.WAIVED for m in job.standing}


def _told(lines: dict[str, str]) -> dict[str, str]:
    return {milestone: kind for milestone, kind in lines.items() if kind in STAND}


def _with_differences() -> QuerySet[Any]:
    return OpenItem.objects.open().that_must_agree().values("job")


def _pairs_of_one_job() -> Iterator[tuple[type[models.Model], str]]:
    """Yield the models that have a job and a key to another row that has one, with the key's name."""
    of_jobs = {model for model in apps.get_models() if "job" in {field.name for field in _keys(model)}}
    for model in of_jobs:
        keys = {field.name: field.related_model for field in _keys(model)}
        yield from ((model, name) for name, target in keys.items() if target in of_jobs)


def _keys(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """Return the keys of a table, without those that may lead to another job."""
    fields = model._meta.concrete_fields
    return [
        each for each in fields if isinstance(each, models.ForeignKey) and each.name not in OF_ANOTHER_JOB
    ]
