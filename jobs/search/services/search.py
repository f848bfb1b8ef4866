"""Search index of a job: the numbers that others gave it, and the words of its people, site and notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction

from jobs.models import Event, Job, Person, Reference, SearchWord
from jobs.search.words import note_words, search_words
from kilowire.floor.locks import locked


@transaction.atomic
def refer(*, job: Job, kind: str, value: str, replacing: str = "", source: str = "") -> None:
    """Record a number of the job in place of ``replacing``, and index it.

    ``source`` names the row that has the number, such as ``visit:3``. It has one number of a kind at a time,
    and an equal number of another source stays. An empty ``value`` only removes the earlier number; at most
    80 characters are kept.
    """
    job = locked(job)
    value, replacing = value.strip()[:80], replacing.strip()[:80]
    held = Reference.objects.of(job).filter(kind=kind)
    earlier = held.filter(source=source) if source else held.none()
    # Numbers written down before there were sources have none.
    if replacing and not earlier.exclude(value=value).exists():
        earlier = held.filter(source="", value=replacing)
    removed, _ = earlier.exclude(value=value).delete()
    if value:
        Reference.objects.get_or_create(job=job, kind=kind, value=value, source=source)
    if value or removed:
        index(job)


def index(job: Job) -> None:
    """Rebuild the search words from number, people, site, references and notes.

    The notes are what the job is to become, how to get to the meter, and the reasons of its history. The
    caller has locked the job.
    """
    wanted = _words(job)
    indexed = set(SearchWord.objects.filter(job=job).values_list("word", flat=True))
    SearchWord.objects.filter(job=job, word__in=indexed - wanted).delete()
    SearchWord.objects.bulk_create([SearchWord(job=job, word=word) for word in sorted(wanted - indexed)])


def add_notes(notes: Iterable[tuple[Job, str]]) -> None:
    """Let each job be found by the words of its notes too, which stand in its history by now."""
    words = sorted({(job.pk, word) for job, note in notes for word in note_words(note)})
    SearchWord.objects.bulk_create(
        [SearchWord(job_id=job_id, word=word) for job_id, word in words],
        batch_size=5_000,
        ignore_conflicts=True,
    )


def index_new(jobs: Sequence[Job]) -> None:
    """Index jobs that were opened just now and have no history yet, in three queries for any number."""
    people: defaultdict[int, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(job__in=jobs):
        people[person.job_id].append(person)
    numbers: defaultdict[int, list[str]] = defaultdict(list)
    for job_id, value in Reference.objects.filter(job__in=jobs).values_list("job_id", "value"):
        numbers[job_id].append(value)
    words = [(job, words_of_job(job, people[job.pk], numbers[job.pk], reasons=())) for job in jobs]
    rows = (SearchWord(job=job, word=word) for job, found in words for word in sorted(found))
    SearchWord.objects.bulk_create(rows, batch_size=5_000)


def _words(job: Job) -> set[str]:
    numbers = Reference.objects.of(job).values_list("value", flat=True)
    return words_of_job(job, Person.objects.of(job), numbers, reasons_of([job])[job.pk])


def reasons_of(jobs: Iterable[Job]) -> defaultdict[int, list[str]]:
    """Return the reasons in the history of each job, by its key, in one query."""
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    given = Event.objects.filter(job__in=jobs).exclude(because="").order_by()
    for job_id, because in given.values_list("job_id", "because"):
        reasons[job_id].append(because)
    return reasons


def words_of_job(
    job: Job, people: Iterable[Person], numbers: Iterable[str], reasons: Iterable[str]
) -> set[str]:
    """Return the words by which a job with these people, others' numbers and reasons is to be found."""
    site, people = job.site, list(people)
    return search_words(
        names=[text for person in people for text in (person.name, person.email)],
        addresses=[f"{site.street} {site.city} {site.postal_code}"],
        phones=[person.phone for person in people],
        numbers=[job.number, *numbers],
        notes=[job.wishes, site.gate_note, site.dog_note, site.access_note, *reasons],
    )
