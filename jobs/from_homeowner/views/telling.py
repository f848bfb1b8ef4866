"""Pages on which a homeowner tells us something: what is done, how the utility's visit went, a question."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.appointments.services.answers import OURS, answer_appointment
from jobs.from_homeowner.forms.telling import AppointmentAnswerForm, AskForm, HowItWentForm, StagedForm
from jobs.from_homeowner.services import telling
from jobs.from_homeowner.views.day_words import span
from jobs.homeowner.views.acts import HomeownerAct, HomeownerPage, homeowner_act
from jobs.models import Appointment, OpenItem
from kilowire.floor.days import weekday_in_words


@homeowner_act
def how_it_went(page: HomeownerPage) -> HomeownerAct | HttpResponse:
    """How the utility's visit went; before its hours are over the page says so when it is sent."""
    visit = _visit(page)
    day = weekday_in_words(visit.expected_on) if visit.expected_on else ""
    words = {"utility": page.job.site.utility.homeowner_name, "day": day}
    return HomeownerAct(
        title=_("How did the visit of %(utility)s go?") % words,
        because=_("It was to be on %(day)s. Tell us what you saw; we find out the rest.") % words,
        form=HowItWentForm,
        does=partial(telling.say_how_it_went, person=page.person, visit=visit),
        submit=_("Send it"),
        done=_("Thank you. We look into it and tell you what comes next."),
    )


@homeowner_act
def staged(page: HomeownerPage) -> HomeownerAct | HttpResponse:
    visit = _visit(page)
    words = {"utility": page.job.site.utility.homeowner_name}
    return HomeownerAct(
        title=_("Put the bag out by the meter"),
        because=_(
            "Put it out on the evening before, closed and in plain sight beside the meter, and send us a "
            "photo. Without it the technician of %(utility)s may have to leave."
        )
        % words,
        form=StagedForm,
        does=partial(telling.say_staged, person=page.person, visit=visit),
        submit=_("Send the photo"),
        done=_("Thank you. We look at the photo and call you if something is missing."),
    )


@homeowner_act
def know_the_day(page: HomeownerPage) -> HomeownerAct | HttpResponse:
    visit = _visit(page)
    day = weekday_in_words(visit.expected_on) if visit.expected_on else ""
    words = {"utility": page.job.site.utility.homeowner_name, "day": day}
    return HomeownerAct(
        title=_("%(utility)s comes on %(day)s") % words,
        because=_(
            "%(utility)s gives the day and we cannot move it. Tell us that you know it. If nobody can open "
            "the gate on that day, ask us."
        )
        % words,
        form=forms.Form,
        does=partial(telling.acknowledge_visit, person=page.person, visit=visit),
        submit=_("I know the day"),
        done=_("Thank you."),
    )


@homeowner_act
def appointment(page: HomeownerPage, pk: int) -> HomeownerAct | HttpResponse:
    found = get_object_or_404(Appointment.objects.of(page.job).filter(kind__in=OURS), pk=pk)
    starts, ends = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    return HomeownerAct(
        title=_("Does this time suit you?"),
        because=f"{_(found.get_kind_display())}: {span(starts, ends)}",
        form=AppointmentAnswerForm,
        does=partial(answer_appointment, appointment=found, person=page.person),
        submit=_("Send it"),
    )


@homeowner_act
def ask(page: HomeownerPage) -> HomeownerAct | HttpResponse:
    return HomeownerAct(
        title=_("Ask us"),
        because=_("We answer by mail or call you, usually on the next working day."),
        form=AskForm,
        does=partial(telling.ask, link=page.link),
        submit=_("Send it"),
        done=_("Thank you. We have your question and get back to you."),
    )


def _visit(page: HomeownerPage) -> OpenItem:
    """The utility's visit whose day is known; 404 where there is none."""
    visit = telling.utility_visit(page.job)
    if visit is None:
        raise Http404
    return visit
