"""The page *Team*, for the owner: people, roles, second factor, devices, invites and failed sign-ins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.job_page.acts import Press, pressed
from kilowire.accounts import invites
from kilowire.accounts.devices import devices
from kilowire.accounts.failures import NOBODY, bursts
from kilowire.accounts.invite_forms import InviteForm
from kilowire.accounts.second_factor import FACTORS
from kilowire.accounts.second_factor_duty import reset_second_factor
from kilowire.accounts.sessions import end_device, end_sessions
from kilowire.accounts.staff_mails import not_sent
from kilowire.floor.access import StaffRequest, owner_only
from kilowire.floor.forms.typed import carried_out, form_page, status_of, typed
from kilowire.models import Invite, User

WARNED_FOR = timedelta(days=7)


@require_safe
@owner_only
def team(request: StaffRequest) -> HttpResponse:
    failed = bursts(timezone.now() - WARNED_FOR)
    page = {
        "rows": _rows(request, failed),
        "invites": invites.waiting(),
        "strangers": failed.get(NOBODY),
        "mails": not_sent(),
    }
    return render(request, "kilowire/team.html", page)


def _rows(request: StaffRequest, failed: Mapping[int, tuple[int, datetime]]) -> list[dict[str, Any]]:
    """Who signs in, those who may first; the same number of queries for any number of people."""
    factors = set(Authenticator.objects.filter(type__in=FACTORS).values_list("user", flat=True))
    on = devices(request.session.session_key)
    return [
        {
            "person": person,
            "has_factor": person.pk in factors,
            "devices": on.get(person.pk, []),
            "failed": failed.get(person.pk),
            "is_me": person.pk == request.user.pk,
        }
        for person in User.objects.order_by("-is_active", "name")
    ]


@form_page
@owner_only
@reauthentication_required
def invite_person(request: StaffRequest) -> HttpResponse:
    form = InviteForm(**typed(request))
    if carried_out(form, invites.invite, by=request.user):
        return redirect("team")
    page = {"form": form, "back": reverse("team")}
    return render(request, "kilowire/invite.html", page, status=status_of(form))


@form_page
@owner_only
def withdraw_invite(request: StaffRequest, pk: int) -> HttpResponse:
    invite = get_object_or_404(Invite, pk=pk)
    return _press(request, "Withdraw the invite", partial(invites.withdraw_invite, invite=invite))


@form_page
@owner_only
def end_all_sessions(request: StaffRequest, pk: int) -> HttpResponse:
    """End every session of a person; of one's own, all but this one."""
    person = get_object_or_404(User, pk=pk)
    does = partial(end_sessions, person, but=request.session.session_key)
    return _press(request, "Sign out everywhere", does, f"{person.name} is signed out everywhere.")


@form_page
@owner_only
def end_one_session(request: StaffRequest, pk: int) -> HttpResponse:
    device = get_object_or_404(UserSession.objects.select_related("user"), pk=pk)
    return _press(request, "Sign out this device", partial(end_device, device), "The device is signed out.")


@form_page
@owner_only
@reauthentication_required
def reset_factor(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=pk)
    done = f"{person.name} sets up another second step after the next sign-in."
    return _press(request, "Reset the second step", partial(reset_second_factor, person), done)


def _press(request: StaffRequest, title: str, does: Any, done: str = "") -> HttpResponse:
    return pressed(request, Press(title=title, does=does, done=done), back=reverse("team"))
