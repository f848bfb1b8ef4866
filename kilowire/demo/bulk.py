"""Many jobs at once, for measuring: written in batches without the services, with the same rows as theirs.

Every stage follows from the stamps, every stamp has its event, and the next job opened gets the next number.
"""

from __future__ import annotations

from datetime import date
from random import Random

from django.db import transaction

from jobs.models import JobNumberCounter
from kilowire.demo.bulk_built import write_built
from kilowire.demo.bulk_desks import write_applications, write_permits
from kilowire.demo.bulk_history import write_history
from kilowire.demo.bulk_jacket import directory, write_jobs
from kilowire.demo.bulk_papers import (
    shared_file,
    shared_picture,
    write_documents,
    write_photos,
    write_uploads,
)
from kilowire.demo.bulk_plans import plans
from kilowire.demo.people import Cast
from utility_requests.models import FeeTariff

BATCH = 1000


@transaction.atomic
def write(count: int, cast: Cast, today: date, seed: str) -> None:
    """Write this many jobs under the next job numbers."""
    if not count:
        return
    random, known, shared = Random(f"{seed} bulk"), directory(cast), shared_file()
    picture = shared_picture()
    tariff = FeeTariff.objects.in_force().filter(utility__key="sce").earliest("effective_from")
    made = plans(count, _take_numbers(count), today, random)
    for first in range(0, count, BATCH):
        batch = write_jobs(made[first : first + BATCH], known, random)
        write_history(batch, known)
        uploads = write_uploads(batch, known, shared)
        write_photos(batch, known, picture)
        write_built(batch, known)
        write_permits(batch, known, uploads)
        write_applications(batch, known, uploads, tariff)
        write_documents(batch, known, shared)


def _take_numbers(count: int) -> int:
    """Reserve this many job numbers and return the first, under the lock that opening a job takes."""
    JobNumberCounter.objects.get_or_create(pk=1)
    counter = JobNumberCounter.objects.select_for_update().get(pk=1)
    first, counter.next_number = counter.next_number, counter.next_number + count
    counter.save(update_fields=["next_number"])
    return first
