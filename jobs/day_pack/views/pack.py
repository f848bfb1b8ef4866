"""The day pack: a technician's appointments today, tomorrow, and past without an outcome, with all they need.

The number of queries does not depend on the number of appointments: each kind of row is fetched once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.day_pack.views.rows import Rows, job_row, visit_row
from jobs.day_pack.views.to_sign import papers_to_sign
from jobs.installation import field_forms
from jobs.models import (
    Appointment,
    Booking,
    CompanyRecord,
    InstallationRecord,
    Job,
    OpenItem,
    Person,
    Photo,
    PhotoRequest,
    PhotoSlot,
    Reference,
    ReferenceKind,
    RoleOnJob,
    Upload,
)
from jobs.road.paper_kinds import UploadKind
from jobs.signing import consents, disclosures
from jobs.tablet.views.answers import packed
from kilowire.floor.access import StaffRequest, tablet_only
from kilowire.floor.normal.phones import dial_uri
from kilowire.floor.security_log import Happened, tell
from kilowire.models import User

PAPERS = (
    UploadKind.PERMIT,
    UploadKind.INSPECTION_CARD,
    UploadKind.CORRECTION,
    UploadKind.UTILITY_APPROVAL,
    UploadKind.UTILITY_LETTER,
)


@require_safe
@tablet_only
def pack(request: StaffRequest) -> HttpResponseBase:
    response = packed(request, day_pack(request.user, timezone.localdate()))
    if response.status_code == 200:  # and not 304: nothing left the house
        tell(Happened.EXPORTED, what="day pack", user=request.user.pk)
    return response


def day_pack(person: User, today: date) -> dict[str, Any]:
    """Return everything that this user's tablet needs for today and tomorrow, as plain values."""
    visits = _visits(person, today)
    jobs = list({visit.job_id: visit.job for visit in visits}.values())
    rows = _rows(jobs)
    company = CompanyRecord.objects.filter(effective_from__lte=today).order_by("-effective_from").first()
    name, phone = (company.name, company.phone) if company else ("", "")
    return {
        "day": today.isoformat(),
        "zone": timezone.get_default_timezone_name(),
        "person": {"id": person.pk, "name": person.name},
        "company": {"name": name, "phone": phone, "dial": dial_uri(phone)},
        "appointments": [visit_row(visit, person, today) for visit in visits],
        "jobs": {job.number: job_row(job, rows, today) for job in jobs},
        "forms": [field_forms.form_of(kind) for kind in field_forms.NEWEST],
        "slots": {slot.value: {"label": slot.label} for slot in PhotoSlot},
        "consents": [asdict(consent) for consent in consents.latest()],
        "disclosures": asdict(disclosures.latest()),
    }


def _visits(person: User, today: date) -> list[Appointment]:
    """In order of time: what is past and unrecorded, today's whatever came of them, tomorrow's."""
    booked = Booking.objects.filter(released_at=None).select_related("technician").order_by("id")
    visits = Appointment.objects.visible_to(person).for_tablet_of(person, today).order_by("starts_at", "id")
    return list(
        visits.select_related("job__site__utility", "job__site__jurisdiction").prefetch_related(
            Prefetch("bookings", queryset=booked)
        )
    )


def _rows(jobs: list[Job]) -> Rows:
    """The rows of all these jobs, one query for each kind of row."""
    of_jobs = Q(job__in=jobs)
    booked = Booking.objects.filter(released_at=None).select_related("technician").order_by("id")
    coming = Appointment.objects.upcoming().filter(of_jobs)
    return Rows(
        people=_by_job(
            Person.objects.filter(of_jobs).prefetch_related(
                Prefetch("roles", RoleOnJob.objects.order_by("id"))
            )
        ),
        permits=_by_job(Reference.objects.filter(of_jobs, kind=ReferenceKind.PERMIT)),
        papers=_by_job(Upload.objects.on_file().filter(of_jobs, kind__in=PAPERS)),
        photos=_by_job(Photo.objects.of_this_job().filter(of_jobs).order_by("filed_at", "id")),
        asked=_by_job(PhotoRequest.objects.open().filter(of_jobs, of_homeowner=False)),
        records=_by_job(InstallationRecord.objects.filter(of_jobs)),
        items=_by_job(OpenItem.objects.open().filter(of_jobs)),
        to_sign=_by_job(papers_to_sign(jobs)),
        visits=_by_job(coming.prefetch_related(Prefetch("bookings", queryset=booked))),
    )


def _by_job(rows: Iterable[Any]) -> Callable[[Job], list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.job_id, []).append(row)
    return lambda job: found.get(job.pk, [])
