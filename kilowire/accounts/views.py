"""Pages of allauth that do more here than there."""

from __future__ import annotations

from typing import Any

from allauth.account.views import PasswordResetFromKeyView
from django.http import HttpRequest, HttpResponseBase

from kilowire.accounts.device_cookies import remember_device


class NewPassword(PasswordResetFromKeyView):
    """The page that a reset mail leads to; whoever opened the mail may try from this browser undisturbed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if getattr(self, "reset_user", None) is not None:
            remember_device(request, response, self.reset_user)
        return response
