"""What a technician's tablet sends: forms as bytes, photos and signatures as files, and a day on site."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from jobs.appointments.services import appointments
from jobs.models import Appointment, Job, Photo, Signature
from jobs.signing import consents
from jobs.tablet.services.tablet_files import SentFile, take_photo, take_signature
from kilowire.models import User
from tests.builders.cast import someone
from tests.builders.files import photo

TABLET = uuid.UUID("7ab1e700-0000-4000-8000-000000000001")
VERSIONS = {consent.paper: consent.version for consent in consents.latest()}


def on_site(job: Job, kind: str = "survey", hours_ago: int = 2, by: User | None = None) -> Appointment:
    """Asa is booked for this job, since some hours."""
    start = timezone.now() - timedelta(hours=hours_ago)
    return appointments.book_appointment(
        job=job,
        kind=kind,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        technicians=[by or someone("asa")],
        by=someone("olive"),
    )


def form_body(job: Job, kind: str, pk: uuid.UUID, by: User | None = None, **more: Any) -> bytes:
    """A form as a tablet writes it, made a minute ago by a clock that is right."""
    body = {
        "id": str(pk),
        "job": job.number,
        "kind": kind,
        "tablet": str(TABLET),
        "person": (by or someone("asa")).pk,
        "form_version": f"{kind}/2026-11",
        "made_at": (timezone.now() - timedelta(minutes=1)).isoformat(),
        "finish": False,
        "fields": {},
    }
    return json.dumps({**body, **more}).encode()


def field(value: Any, base: str = "", **more: Any) -> dict[str, Any]:
    return {"value": value, "source": "site", "base": base, **more}


def named(photo: Photo) -> dict[str, str]:
    """A photo as a form names it."""
    return {"id": str(photo.pk), "slot": photo.slot, "sha256": photo.sha256}


def sent_photo(job: Job, slot: str = "meter_face", pk: uuid.UUID | None = None, **words: str) -> Photo:
    """A photo of Asa's that came from the tablet."""
    file = photo(f"{slot} {words.get('caption', '')}")
    said = {"slot": slot, "sha256": sha256(file), **words}
    return take_photo(job=job, sent=SentFile(pk or uuid.uuid4(), file, said, None), by=someone("asa"))


def sent_signature(job: Job, paper: str = "survey", pk: uuid.UUID | None = None, **words: str) -> Signature:
    """What Hana signed on the glass."""
    file = glass(words.get("name_as_signed", "Hana Ito"))
    said = {**signature_words(job, paper), "sha256": sha256(file), **words}
    return take_signature(job=job, sent=SentFile(pk or uuid.uuid4(), file, said, None), by=someone("asa"))


def signature_words(job: Job, paper: str = "survey") -> dict[str, str]:
    person = job.people.first()
    return {
        "paper": paper,
        "person": str(person.pk if person else ""),
        "name_as_signed": "Hana Ito",
        "text_version": VERSIONS[paper],
        "language": "en",
        "signed_at": (timezone.now() - timedelta(minutes=2)).isoformat(),
    }


def glass(name: str = "Hana Ito") -> SimpleUploadedFile:
    """A signature as the glass gives it: a PNG on nothing."""
    return SimpleUploadedFile("signature.png", _png(name), content_type="image/png")


@lru_cache
def _png(name: str) -> bytes:
    image = Image.new("RGBA", (400, 120), (0, 0, 0, 0))
    ImageDraw.Draw(image).text((20, 40), name, fill="black")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def sha256(file: SimpleUploadedFile) -> str:
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return digest


def iso(instant: datetime) -> str:
    return instant.isoformat()
