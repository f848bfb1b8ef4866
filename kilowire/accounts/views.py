"""Pages of allauth that do more here than there."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LogoutView, PasswordResetFromKeyView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kilowire.accounts.device_cookies import remember_device
from kilowire.floor.left import note_left
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


def own_address(request: HttpRequest) -> HttpResponse:
    """Nobody changes the address that they sign in with; the owner does, on the page *Team*."""
    raise Http404


@never_cache
def signed_in(request: HttpRequest) -> HttpResponse:
    """Answer whose session this is, or 401: asked by a page that comes out of the browser's memory."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return HttpResponse(str(request.user.pk), content_type="text/plain")
