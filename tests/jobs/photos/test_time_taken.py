"""When a photo was taken: by its camera's clock, or marked; never the time of filing in its place."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile, File
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from PIL import ExifTags, Image

from jobs.models import Photo
from jobs.papers.services.freezing import frozen_photo
from jobs.photos.services.photos import file_photo
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import opened_job

pytestmark = pytest.mark.django_db

NOT_RECORDED, WRONG = "Time not recorded by the camera", "The camera&#x27;s clock was wrong"


def taken(clock: str = "", offset: str = "") -> File[bytes]:
    """A photo whose camera's clock said this."""
    exif, content = Image.Exif(), BytesIO()
    if clock:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = clock
    if offset:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = offset
    Image.new("RGB", (40, 30), "orange").save(content, "JPEG", exif=exif)
    return ContentFile(content.getvalue(), name="photo.jpg")


@pytest.mark.parametrize(
    ("clock", "offset", "known", "said"),
    [
        ("", "", "none", NOT_RECORDED),
        ("0000:00:00 00:00:00", "", "none", NOT_RECORDED),
        ("    :  :     :  :  ", "", "none", NOT_RECORDED),
        ("2026-11-20 10:15:00", "", "none", NOT_RECORDED),
        ("2026:11:20 24:00:00", "", "none", NOT_RECORDED),
        ("2026:03:08 02:30:00", "", "none", NOT_RECORDED),
        ("2036:01:01 00:00:00", "", "wrong", WRONG),
        ("1970:01:01 00:00:00", "", "wrong", WRONG),
        ("2000:01:01 00:00:00", "", "wrong", WRONG),
        ("0001:01:01 00:00:00", "", "wrong", WRONG),
        ("9999:12:31 23:59:59", "-12:00", "wrong", WRONG),
    ],
)
def test_a_photo_without_a_time_of_its_own_is_marked(clock: str, offset: str, known: str, said: str) -> None:
    job, client = opened_job(), signed_in()
    address = reverse("jobs:add_photo", args=[job.number])
    assert client.post(address, {"slot": "meter_face", "file": taken(clock, offset)}).status_code == 302
    photo = Photo.objects.get(job=job)
    assert photo.clock == known
    assert timezone.now() - photo.taken_at < timedelta(minutes=5)
    page = client.get(reverse("jobs:photos", args=[job.number])).content.decode()
    assert said in page
    assert "just now" not in page.partition("<figure>")[2].partition("</figure>")[0]
    printed = render_to_string("documents/_photos.html", {"photos": [frozen_photo(photo)]})
    assert said in printed
    assert f"{timezone.localtime(photo.filed_at):%H:%M}" not in printed


@pytest.mark.parametrize(
    ("clock", "offset"), [("2026:03:08 02:30:00", "-08:00"), ("2026:10:20 10:15:00", "")]
)
def test_a_photo_with_a_time_of_its_own_shows_it(clock: str, offset: str) -> None:
    photo = file_photo(job=opened_job(), slot="meter_face", file=taken(clock, offset), by=someone("olive"))
    assert photo.clock == ""
    shown = timezone.localtime(photo.taken_at)
    assert frozen_photo(photo)["taken_at"] == f"{shown:%Y-%m-%dT%H:%M}"


def test_a_tablet_whose_time_cannot_be_is_marked_too() -> None:
    job, to_come = opened_job(), timezone.now() + timedelta(days=2)
    photo = file_photo(job=job, slot="seal", file=taken(), by=someone("asa"), taken_at=to_come)
    assert photo.clock == "wrong"
    assert photo.taken_at < to_come
