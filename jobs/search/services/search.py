"""Search index of a job: the numbers that others gave it, and the words of its people, site and numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction

from jobs.models import Job, Person, Reference, SearchWord
from jobs.search.words import search_words
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
    """Rebuild the search words from number, people, site and references. The caller has locked the job."""
    wanted = _words(job)
    indexed = set(SearchWord.objects.filter(job=job).values_list("word", flat=True))
    SearchWord.objects.filter(job=job, word__in=indexed - wanted).delete()
    SearchWord.objects.bulk_create([SearchWord(job=job, word=word) for word in sorted(wanted - indexed)])


def index_new(jobs: Sequence[Job]) -> None:
    """Index jobs that were opened in this transaction, in three queries however many they are."""
    people: defaultdict[int, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(job__in=jobs):
        people[person.job_id].append(person)
    numbers: defaultdict[int, list[str]] = defaultdict(list)
    for job_id, value in Reference.objects.filter(job__in=jobs).values_list("job_id", "value"):
        numbers[job_id].append(value)
    words = [(job, words_of_job(job, people[job.pk], numbers[job.pk])) for job in jobs]
    rows = (SearchWord(job=job, word=word) for job, found in words for word in sorted(found))
    SearchWord.objects.bulk_create(rows, batch_size=5_000)


def _words(job: Job) -> set[str]:
    numbers = Reference.objects.of(job).values_list("value", flat=True)
    return words_of_job(job, Person.objects.of(job), numbers)


def words_of_job(job: Job, people: Iterable[Person], numbers: Iterable[str]) -> set[str]:
    """Return the words by which a job with these people and others' numbers is to be found."""
    site, people = job.site, list(people)
    return search_words(
        names=[text for person in people for text in (person.name, person.email)],
        addresses=[f"{site.street} {site.city} {site.postal_code}"],
        phones=[person.phone for person in people],
        numbers=[job.number, *numbers],
    )
