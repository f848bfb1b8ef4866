"""The page behind the link of an invite, where the invited person chooses a password."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kilowire.accounts import invites
from kilowire.accounts.invite_forms import FirstPasswordForm
from kilowire.accounts.invite_links import open_invite
from kilowire.floor.forms.typed import form_page, is_to_be_done, refusals_shown_on, status_of, typed

TOKEN = "invite"  # noqa: S105 - the key under which a session keeps it


@require_safe
@never_cache
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, which browsers and logs remember."""
    request.session[TOKEN] = token
    return redirect("choose_password")


@form_page
@never_cache
def choose_password(request: HttpRequest) -> HttpResponse:
    invite = open_invite(request.session.get(TOKEN, ""))
    if invite is None:
        return render(request, "account/invite_over.html", {"said": invites.OVER}, status=410)
    form = FirstPasswordForm(**typed(request), invite=invite)
    if is_to_be_done(form):
        with refusals_shown_on(form):
            invites.accept(invite=invite, password=form.cleaned_data["password1"])
            del request.session[TOKEN]
            messages.success(request, "Your account is there. Sign in with the password that you chose.")
            return redirect("account_login")
    return render(request, "account/invited.html", {"form": form, "invite": invite}, status=status_of(form))
