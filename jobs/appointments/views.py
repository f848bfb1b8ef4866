"""Acts on appointments: book, move, call off, and what came of them."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from jobs.appointments.forms import BookingForm, CancelAppointmentForm, CouldNotForm, FinishForm, MoveForm
from jobs.appointments.services import appointments
from jobs.job_page.act_page import overview_act
from jobs.job_page.page import visible_job
from jobs.models import Appointment, AppointmentKind, Job
from kilowire.floor.access import office_only, staff_only
from kilowire.floor.forms.typed import form_page, typed


@form_page
@office_only
def book(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    wanted = request.GET.get("kind")
    initial = {"kind": wanted} if wanted in AppointmentKind.values else {}
    form = BookingForm(**typed(request), initial=initial)
    act = partial(appointments.book_appointment, job=job)
    return overview_act(request, job, form, act, title="Book an appointment", submit="Book")


@form_page
@office_only
def move(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job = visible_job(request, job_number)
    appointment = _appointment(request, job, pk)
    starts, ends = timezone.localtime(appointment.starts_at), timezone.localtime(appointment.ends_at)
    stands = {"on": starts.date(), "starts_at": starts.time(), "ends_at": ends.time()}
    form = MoveForm(**typed(request), initial=stands)
    act = partial(appointments.move_appointment, appointment=appointment)
    return overview_act(request, job, form, act, title=_title("Move", appointment), submit="Move")


@form_page
@office_only
def cancel(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job = visible_job(request, job_number)
    appointment = _appointment(request, job, pk)
    form = CancelAppointmentForm(**typed(request))
    act = partial(appointments.cancel_appointment, appointment=appointment)
    title = _title("Call off", appointment)
    return overview_act(request, job, form, act, title=title, submit="Call it off", danger=True)


@form_page
@staff_only
def finish(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job = visible_job(request, job_number)
    appointment = _appointment(request, job, pk)
    form = FinishForm(**typed(request))
    act = partial(appointments.finish_appointment, appointment=appointment)
    return overview_act(request, job, form, act, title=_title("Done:", appointment), submit="Record as done")


@form_page
@staff_only
def could_not(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job = visible_job(request, job_number)
    appointment = _appointment(request, job, pk)
    form = CouldNotForm(**typed(request))
    act = partial(appointments.could_not, appointment=appointment)
    return overview_act(request, job, form, act, title=_title("Could not:", appointment), submit="Record")


def _appointment(request: HttpRequest, job: Job, pk: int) -> Appointment:
    return get_object_or_404(Appointment.objects.visible_to(request.user).of(job), pk=pk)


def _title(verb: str, appointment: Appointment) -> str:
    starts = timezone.localtime(appointment.starts_at)
    return f"{verb} {appointment.get_kind_display().lower()}, {starts:%-d %B}"
