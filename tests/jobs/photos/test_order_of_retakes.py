"""A photo taken again replaces its original, in whatever order the photos come in."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from django.utils import timezone

from jobs.models import Job, OpenItem, Photo
from jobs.papers.services.withdrawing import withdraw_file
from jobs.photos.services import photos
from jobs.photos.services.photo_requests import ask_for_photo
from jobs.photos.services.retakes import put_in_order
from tests.builders.cast import someone
from tests.builders.files import photo
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db
NAMES = "original", "second", "third", "other device"
IDS = {name: uuid.UUID(int=number + 1) for number, name in enumerate(NAMES)}
RETAKES = {"second": "original", "third": "second", "other device": "original"}
REPLACED_BY = {"original": "other device", "second": "third", "third": None, "other device": None}


def row(job: Job, name: str, at: datetime) -> Photo:
    facts = {"content_type": "image/jpeg", "sha256": "a" * 64, "print_sha256": "b" * 64, "size": 1}
    retakes = IDS.get(RETAKES.get(name, ""))
    size = {"width": 1, "height": 1}
    return Photo.objects.create(
        id=IDS[name], job=job, slot="seal", taken_at=at, retakes=retakes, **facts, **size
    )


def test_every_order_ends_in_the_same() -> None:
    job, begin = accepted_job(), timezone.now() - timedelta(hours=1)
    taken = {name: begin + timedelta(minutes=number) for number, name in enumerate(NAMES)}
    for order in permutations(NAMES):
        for name in order:
            put_in_order(row(job, name, taken[name]))
        found = dict(Photo.objects.of(job).values_list("pk", "replaced_by"))
        assert found == {IDS[name]: IDS.get(by or "") for name, by in REPLACED_BY.items()}, order
        Photo.objects.of(job).update(replaced_by=None)
        Photo.objects.of(job).delete()


def test_a_photo_that_says_it_replaces_itself_or_its_own_retake_stays() -> None:
    job, at = accepted_job(), timezone.now()
    first, second = row(job, "original", at), row(job, "second", at)
    Photo.objects.filter(pk=first.pk).update(retakes=second.pk)
    for each in Photo.objects.of(job):
        put_in_order(each)
    assert Photo.objects.of(job).filter(replaced_by=None).count() == 1
    lone = row(job, "third", at)
    Photo.objects.filter(pk=lone.pk).update(retakes=lone.pk)
    put_in_order(Photo.objects.get(pk=lone.pk))
    assert Photo.objects.get(pk=lone.pk).replaced_by is None


def test_an_original_that_comes_late_answers_nothing_any_more() -> None:
    job, olive, first = accepted_job(), someone("olive"), uuid.uuid4()
    again = photos.file_photo(job=job, slot="seal", file=photo("2"), by=someone("asa"), replaces=first)
    photos.reject_photo(photo=again, because="Blurred", by=olive)
    ask_for_photo(job=job, slot="seal", because="Its number", by=olive)
    photos.file_photo(job=job, slot="seal", file=photo("1"), by=someone("asa"), photo_id=first)
    assert Photo.objects.get(pk=first).replaced_by == again
    assert OpenItem.objects.of(job).open().filter(party="field").count() == 2


def test_where_a_retake_is_withdrawn_the_one_before_it_replaces_again() -> None:
    job, asa = accepted_job(), someone("asa")
    first = photos.file_photo(job=job, slot="seal", file=photo("1"), by=asa)
    second = photos.file_photo(job=job, slot="seal", file=photo("2"), by=asa, replaces=first.pk)
    third = photos.file_photo(job=job, slot="seal", file=photo("3"), by=asa, replaces=first.pk)
    withdraw_file(filed=third, because="Of another house", by=someone("olive"))
    assert Photo.objects.get(pk=first.pk).replaced_by == second
