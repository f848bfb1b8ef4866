"""Pages of allauth that do more here than there."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.account.views import LogoutView, PasswordResetFromKeyView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.job_page.acts import Press, pressed
from kilowire.accounts.device_cookies import remember_device
from kilowire.accounts.devices import devices_of
from kilowire.accounts.sessions import end_sessions
from kilowire.floor.access import StaffRequest, staff_only
from kilowire.floor.forms.typed import form_page
from kilowire.floor.left import note_left
from kilowire.floor.security_log import Happened, tell
from kilowire.models import User


class NewPassword(PasswordResetFromKeyView):
    """The page that a reset mail leads to; whoever opened the mail may try from this browser undisturbed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if getattr(self, "reset_user", None) is not None:
            remember_device(request, response, self.reset_user)
        return response


class SignOut(LogoutView):
    """Signing out: the browser's cache is cleared, and a technician's day on this device is closed.

    A technician is led to the tablet's pages, which delete the day's jobs and papers and lock unsent work.
    """

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        user = self.request.user
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        if isinstance(user, User) and user.is_field:
            response.headers["Location"] = reverse("tablet")
            note_left(response, user)
        return response


class RecoveryCodesFile(DownloadRecoveryCodesView):
    """Recovery codes as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tell(Happened.EXPORTED, what="recovery codes", user=request.user.pk)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response


def own_address(request: HttpRequest) -> HttpResponse:
    """Nobody changes the address that they sign in with; the owner does, on the page *Team*."""
    raise Http404


@require_safe
@staff_only
def own_devices(request: StaffRequest) -> HttpResponse:
    """Where whoever asks is signed in."""
    shown = {"devices": devices_of(request.user, request.session.session_key)}
    return render(request, "account/devices.html", shown)


@form_page
@staff_only
def end_own_sessions(request: StaffRequest) -> HttpResponse:
    """End all sessions of whoever asks but this one."""
    press = Press(
        title="Sign out everywhere else",
        does=partial(end_sessions, request.user, but=request.session.session_key),
        done="You are signed out everywhere else.",
    )
    return pressed(request, press, back=reverse("usersessions_list"))


@never_cache
def signed_in(request: HttpRequest) -> HttpResponse:
    """Answer whose session this is, or 401: asked by a page that comes out of the browser's memory."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return HttpResponse(str(request.user.pk), content_type="text/plain")
