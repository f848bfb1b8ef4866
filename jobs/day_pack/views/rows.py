"""Rows of the day pack in plain values: an appointment, and a job as the technician needs it on site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from jobs.appointments.services.undoing import undo_until
from jobs.day_pack.views.readiness import not_ready, offers_of
from jobs.day_pack.views.to_sign import to_sign_row
from jobs.installation import field_forms
from jobs.installation.services.from_tablet import COLUMNS
from jobs.job_page.facts import appointment_word, by_urgency, local_span
from jobs.job_page.turn_facts import sentence_facts
from jobs.models import Appointment, Job, Language, Person, PersonRole, Photo, PhotoRequest, Upload
from jobs.road.sentences import sentence_of
from jobs.road.stages import Kind
from jobs.tablet.answer_values import drawn, plain
from kilowire.floor.bases import base_of
from kilowire.floor.days import hours
from kilowire.floor.normal.phones import dial_uri
from kilowire.models import User

DIRECTIONS = "https://www.google.com/maps/dir/?"


@dataclass(frozen=True)
class Rows:
    """What was fetched for all jobs of a pack, looked up by job."""

    people: Callable[[Job], list[Any]]
    permits: Callable[[Job], list[Any]]
    papers: Callable[[Job], list[Any]]
    photos: Callable[[Job], list[Any]]
    asked: Callable[[Job], list[Any]]
    records: Callable[[Job], list[Any]]
    items: Callable[[Job], list[Any]]
    to_sign: Callable[[Job], list[Any]]
    visits: Callable[[Job], list[Any]]


def visit_row(visit: Appointment, person: User, today: date) -> dict[str, Any]:
    """Return an appointment: what, when, with whom, what to bring, and which steps are recorded."""
    start, end = local_span(visit)
    others = [
        booking.technician.name for booking in visit.bookings.all() if booking.technician_id != person.pk
    ]
    return {
        "id": visit.pk,
        "job": visit.job.number,
        "kind": visit.kind,
        "title": appointment_word(visit.kind, visit.job.site.utility.short_name),
        "starts_at": start.isoformat(),
        "ends_at": end.isoformat(),
        "day": _day_word(start.date(), today),
        "hours": hours(start, end),
        "with": others,
        "bring": visit.bring,
        "on_my_way_at": _instant(visit.on_my_way_at),
        "arrived_at": _instant(visit.arrived_at),
        "outcome": visit.outcome,
        "done_from": start.isoformat(),
        "undo_until": _instant(undo_until(visit)),
        "offers": offers_of(visit.kind, visit.job.kind),
    }


def job_row(job: Job, rows: Rows, today: date) -> dict[str, Any]:
    """Return a job as needed on site: whom to call, how to get in, files we have, photos requested."""
    site, people = job.site, rows.people(job)
    items = by_urgency(rows.items(job), today)
    sentence = sentence_of(sentence_facts(job, items, rows.visits(job), today))
    return {
        "number": job.number,
        "kind": job.kind,
        "homeowner": job.homeowner_name,
        "language": _language(people),
        "phones": [_phone(person) for person in people if person.phone],
        "address": site.address,
        "navigation": DIRECTIONS + urlencode({"api": 1, "destination": site.address}),
        "gate": site.gate_note,
        "dog": site.dog_note,
        "access": site.access_note,
        "sentence": " ".join(filter(None, (sentence["now"], sentence["next"]))),
        "permit_numbers": list(dict.fromkeys(permit.value for permit in rows.permits(job))),
        "papers": [_paper(job, upload) for upload in rows.papers(job)],
        "to_sign": [to_sign_row(job, request) for request in rows.to_sign(job)],
        "people": [{"id": p.pk, "name": p.name, "roles": _roles(p)} for p in people],
        "photos": [_photo(job, photo) for photo in rows.photos(job)],
        "asked_photos": [_photo_request(request) for request in rows.asked(job)],
        "forms": _forms(job, rows),
        "not_ready": not_ready(job, items),
        "slot_forms": {slot: kind for kind in field_forms.NEWEST for slot in field_forms.slots_of(kind)},
    }


def _forms(job: Job, rows: Rows) -> dict[str, Any]:
    """The recorded values of each form, with the base that a change on the tablet is compared to."""
    if job.kind == Kind.REMOVAL:
        return {}
    record = next(iter(rows.records(job)), None)
    held = {name: getattr(record, name) for name in COLUMNS} if record else {}
    fields = {name: _field(name, value) for name, value in held.items() if value not in (None, "", [])}
    return {field_forms.INSTALLATION: {"fields": fields}, field_forms.STAGING: {"fields": {}}}


def _field(name: str, value: Any) -> dict[str, Any]:
    return {"value": drawn(COLUMNS[name], value), "base": base_of(plain(value))}


def _language(people: list[Person]) -> str:
    """The language of the person likely at home: the occupant, else the owner, else the first."""
    by_role = {role: person for person in people for role in _roles(person)}
    first = next(iter(people), None)
    person = by_role.get(PersonRole.OCCUPANT) or by_role.get(PersonRole.OWNER) or first
    return person.language if person else Language.ENGLISH


def _phone(person: Person) -> dict[str, str]:
    roles = _roles(person)
    return {
        "name": person.name,
        "phone": person.phone,
        "dial": dial_uri(person.phone),
        "role": PersonRole(roles[0]).label if roles else "",
    }


def _roles(person: Person) -> list[str]:
    return [role.role for role in person.roles.all()]


def _paper(job: Job, upload: Upload) -> dict[str, Any]:
    return {
        "id": upload.pk,
        "label": str(upload),
        "url": reverse("jobs:upload_file", args=[job.number, upload.pk]),
        "size": upload.size,
        "sha256": upload.sha256,
        "content_type": upload.content_type,
    }


def _photo(job: Job, photo: Photo) -> dict[str, Any]:
    return {
        "id": str(photo.pk),
        "slot": photo.slot,
        "label": photo.get_slot_display(),
        "state": _state(photo),
        "because": photo.rejected_because,
        "thumbnail": reverse("jobs:photo_file", args=[job.number, photo.pk, "thumbnail"]),
    }


def _state(photo: Photo) -> str:
    if photo.replaced_by_id:
        return "replaced"
    if photo.rejected_on:
        return "rejected"
    return "accepted" if photo.accepted_on else "held"


def _photo_request(request: PhotoRequest) -> dict[str, Any]:
    return {
        "id": request.pk,
        "slot": request.slot,
        "label": request.get_slot_display(),
        "because": request.because,
    }


def _day_word(day: date, today: date) -> str:
    if day < today:
        return "overdue"
    return "today" if day == today else "tomorrow"


def _instant(at: Any) -> str | None:
    return timezone.localtime(at).isoformat() if at else None
