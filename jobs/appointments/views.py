"""Acts on appointments: book, move, cancel, and record the outcome."""

from __future__ import annotations

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils import timezone

from jobs.appointments.forms import BookingForm, CancelAppointmentForm, CouldNotForm, FinishForm, MoveForm
from jobs.appointments.services import appointments, free_people, undoing
from jobs.job_page.acts import Act, ActPage, Press, overview_tab
from jobs.models import Appointment, AppointmentKind, Job
from kilowire.floor.access import office_only, staff_only
from kilowire.floor.days import spoken_day_and_month
from kilowire.models import User


def visible_appointment(user: User, job: Job, pk: int) -> Appointment:
    return get_object_or_404(Appointment.objects.visible_to(user).of(job), pk=pk)


@overview_tab.act(office_only)
def book(page: ActPage, job: Job) -> Act:
    wanted = page.request.GET.get("kind", "")
    kind = wanted if wanted in AppointmentKind.values else AppointmentKind.SURVEY
    on = free_people.first_day(job, kind)
    free = free_people.first_free(on)
    initial = {"kind": kind, "on": on, "technicians": [free] if free else []}
    return Act(
        title="Book an appointment",
        form=partial(BookingForm, job_kind=job.kind, initial=initial),
        does=partial(appointments.book_appointment, job=job),
        submit="Book",
        template="jobs/appointments/book.html",
        beside={"people": free_people.days_of_everybody(on)},
    )


@overview_tab.act_on(visible_appointment, office_only)
def move(page: ActPage, appointment: Appointment) -> Act:
    starts, ends = timezone.localtime(appointment.starts_at), timezone.localtime(appointment.ends_at)
    stands = {"on": starts.date(), "starts_at": starts.time(), "ends_at": ends.time()}
    return Act(
        title=_title("Move", appointment),
        form=partial(MoveForm, initial=stands),
        does=partial(appointments.move_appointment, appointment=appointment),
        submit="Move",
    )


@overview_tab.act_on(visible_appointment, office_only)
def cancel(page: ActPage, appointment: Appointment) -> Act:
    return Act(
        title=_title("Call off", appointment),
        form=CancelAppointmentForm,
        does=partial(appointments.cancel_appointment, appointment=appointment),
        submit="Call it off",
        danger=True,
    )


@overview_tab.act_on(visible_appointment, staff_only)
def finish(page: ActPage, appointment: Appointment) -> Act:
    return Act(
        title=_title("Done:", appointment),
        form=FinishForm,
        does=partial(appointments.finish_appointment, appointment=appointment),
        submit="Record as done",
    )


@overview_tab.press_on(visible_appointment, staff_only)
def undo_done(page: ActPage, appointment: Appointment) -> Press:
    return Press(
        title=_title("Undo done:", appointment),
        does=partial(undoing.undo_done, appointment=appointment),
        done="The appointment is open again.",
    )


@overview_tab.act_on(visible_appointment, staff_only)
def could_not(page: ActPage, appointment: Appointment) -> Act:
    return Act(
        title=_title("Could not:", appointment),
        form=CouldNotForm,
        does=partial(appointments.could_not, appointment=appointment),
        submit="Record",
    )


def _title(verb: str, appointment: Appointment) -> str:
    starts = timezone.localtime(appointment.starts_at)
    return f"{verb} {appointment.get_kind_display().lower()}, {spoken_day_and_month(starts)}"
