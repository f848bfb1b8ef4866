"""Search index of a job: references recorded by the apps, and the folded words of names and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import transaction

from jobs.models import Job, Person, Reference, SearchWord
from jobs.search.terms import folded
from kilowire.floor.locks import locked


def fold(text: str) -> list[str]:
    """Split into search words: lower case, without accents; numbers also without their punctuation."""
    plain = folded(text)
    words = re.findall(r"[^\W_]+", plain)
    joined = [re.sub(r"[\W_]+", "", chunk) for chunk in plain.split() if any(c.isdigit() for c in chunk)]
    return list(dict.fromkeys(word[:80] for word in [*words, *joined] if word))


@transaction.atomic
def refer(*, job: Job, kind: str, value: str, replacing: str = "") -> None:
    """Record a reference of the job in place of ``replacing``, and index it.

    An empty ``value`` only removes the earlier reference; at most 80 characters are kept.
    """
    job = locked(job)
    value, replacing = value.strip(), replacing.strip()
    if value == replacing and value:
        replacing = ""
    if replacing:
        Reference.objects.of(job).filter(kind=kind, value=replacing).delete()
    if value:
        Reference.objects.get_or_create(job=job, kind=kind, value=value[:80])
    if value or replacing:
        index(job)


def index(job: Job) -> None:
    """Rebuild the search words from number, people, site and references. The caller has locked the job."""
    wanted = set(fold(" ".join(_texts(job))))
    indexed = set(SearchWord.objects.filter(job=job).values_list("word", flat=True))
    SearchWord.objects.filter(job=job, word__in=indexed - wanted).delete()
    SearchWord.objects.bulk_create([SearchWord(job=job, word=word) for word in sorted(wanted - indexed)])


def _texts(job: Job) -> Iterable[str]:
    yield job.number
    yield f"{job.site.street} {job.site.city} {job.site.postal_code}"
    for person in Person.objects.of(job):
        yield f"{person.name} {person.email}"
        yield re.sub(r"\D", "", person.phone)
    yield from Reference.objects.of(job).values_list("value", flat=True)
