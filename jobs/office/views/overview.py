"""The overview of a job: people, site, account, open items, appointments, and the acts on the job itself."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jobs.holds.forms import RECOMMENDED
from jobs.job_page.facts import appointment_word, local_span
from jobs.job_page.page import job_context, visible_job
from jobs.milestones.views import undoable
from jobs.models import (
    Appointment,
    Claim,
    Event,
    EventKind,
    Job,
    Language,
    OpenItem,
    Person,
    PersonRole,
    UtilityAccount,
)
from jobs.road import stages
from jobs.road.stages import Milestone
from kilowire.floor.access import StaffRequest, staff_only
from kilowire.floor.days import day_from_here, exact_day, hours, spoken_day, spoken_list
from kilowire.models import User


@require_safe
@staff_only
def overview(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    page = job_context(request, job, "overview")
    more = {
        "people": _people(job),
        "references": list({(each.kind, each.normal): each for each in page["references"]}.values()),
        "booked": [_booked(appointment, job, page["today"]) for appointment in page["appointments"]],
        "done_today": [_booked(each, job, page["today"]) for each in page["done_today"]],
        "does_not_add_up": [*_does_not_add_up(job), *_differences(page["items"])],
        "claimed_on": _claimed_on(job),
        "bill_checked_by": _bill_checked_by(job),
        "waivers": _waivers(job),
        "words": _ended_by_word(job) if job.cancelled_on else [],
        "undoable": undoable(job) if request.user.is_office else [],
        "may_accept": request.user.is_office
        and Milestone.ACCEPTED not in job.standing
        and not job.cancelled_on,
        "may_cancel": _may_cancel(job, request.user),
        "may_change_kind": Milestone.ELIGIBLE not in job.standing and not job.cancelled_on,
        "recommended": dict(RECOMMENDED[1:]).get(job.recommended_instead, ""),
    }
    return render(request, "jobs/office/overview.html", {**page, **more})


_PERSON = ("pk", "name", "phone", "email", "language", "is_65_or_over", "texts_agreed_on", "roles__role")


def _people(job: Job) -> list[dict[str, Any]]:
    """Return the people of the job with their roles, in one query: a row for each role of each."""
    rows = Person.objects.of(job).order_by("pk", "roles__id").values_list(*_PERSON, named=True)
    return [_person(list(theirs)) for _, theirs in groupby(rows, key=attrgetter("pk"))]


def _person(rows: list[Any]) -> dict[str, Any]:
    person, roles = rows[0], [row.roles__role for row in rows if row.roles__role]
    return {
        "pk": person.pk,
        "name": person.name,
        "roles": spoken_list([PersonRole(role).label for role in roles]),
        "phone": person.phone,
        "email": person.email,
        "language": "" if person.language == "en" else Language(person.language).label,
        "senior": bool(person.is_65_or_over),
        "texts": bool(person.texts_agreed_on),
    }


def _booked(appointment: Appointment, job: Job, today: Any) -> dict[str, Any]:
    start, end = local_span(appointment)
    return {
        "pk": appointment.pk,
        "what": appointment_word(appointment.kind, job.site.utility.short_name),
        "day": day_from_here(start.date(), today),
        "exact": f"{start:%A}, {spoken_day(start)}",
        "hours": hours(start, end),
        "who": spoken_list([booking.technician.name for booking in appointment.bookings.all()]),
        "bring": appointment.bring,
        "confirmed": appointment.confirmed_at is not None,
        "begun": start.date() <= today,
    }


def _does_not_add_up(job: Job) -> list[str]:
    return [
        f"{stages.contradiction_in_words(stands, before, waived=bool(job.waived_on(stands.milestone)))}."
        for stands, before in stages.contradictions(job.kind, job.standing)
    ]


def _differences(items: Iterable[OpenItem]) -> list[str]:
    return [f"{item.what}." for item in items if item.is_a_difference]


def _claimed_on(job: Job) -> str:
    """Return the number of the job whose warranty claim this one answers; "" for nearly every job."""
    if job.answers_claim_id is None:
        return ""
    return Claim.objects.filter(pk=job.answers_claim_id).values_list("job__number", flat=True).get()


def _bill_checked_by(job: Job) -> str:
    """Return the name of who compared the utility account with the bill; "" where nobody has."""
    account: UtilityAccount | None = getattr(job, "utility_account", None)
    if account is None or account.bill_checked_by_id is None:
        return ""
    return User.objects.filter(pk=account.bill_checked_by_id).values_list("name", flat=True).get()


def _waivers(job: Job) -> list[dict[str, str]]:
    """Return the waived milestones with who waived each, when and why."""
    waived = [m for m in stages.WAIVABLE if job.waived_on(m)]
    if not waived:
        return []
    events = Event.objects.of(job).filter(kind=EventKind.WAIVED, milestone__in=waived).select_related("by")
    return [_waiver(event) for event in _latest_of_each(events)]


def _ended_by_word(job: Job) -> list[OpenItem]:
    """Return the unwinding items that ended by a written word instead of a fact."""
    return list(OpenItem.objects.of(job).filter(ended_by_word=True).select_related("ended_by").order_by("pk"))


def _latest_of_each(events: Iterable[Event]) -> list[Event]:
    latest: dict[str, Event] = {}
    for event in events:
        latest.setdefault(event.milestone, event)
    return list(latest.values())


def _waiver(event: Event) -> dict[str, str]:
    return {"what": event.sentence, "because": event.because, "who": event.who, "on": exact_day(event.on)}


def _may_cancel(job: Job, user: User) -> bool:
    closed = job.stage in (stages.Stage.WARRANTY, stages.Stage.DONE)
    return user.is_office and not job.cancelled_on and not closed
