"""The adapter of allauth: sign-up is closed, and tries of a password are counted before it is compared."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from kilowire.accounts import staff_mails
from kilowire.accounts.attempts import take_try, user_of
from kilowire.accounts.device_cookies import remember_device
from kilowire.accounts.failures import count_failure
from kilowire.accounts.public_site import is_shut_out
from kilowire.accounts.session_ages import begin
from kilowire.floor.left import note_back
from kilowire.floor.limits import TooManyTries
from kilowire.floor.security_log import Happened, tell
from kilowire.floor.too_many import refused_on_form
from kilowire.models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """The owner adds the users."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the user whose password this is; a form error where too many tries were wrong."""
        typed = credentials.get("email", "")
        known = user_of(typed)
        try:
            taken = take_try(request, "password", known, typed)
        except TooManyTries as refusal:
            count_failure(known)
            tell(Happened.TOO_MANY_TRIES, user=known.pk if known else None, of="password")
            refused_on_form(request, refusal)
            raise self.validation_error("too_many_login_attempts") from refusal
        user: User | None = super().authenticate(request, **credentials)
        if user is None or is_shut_out(user):  # allauth would say that the password was right
            count_failure(known)
            tell(Happened.SIGN_IN_FAILED, user=known.pk if known else None)
            return None
        for each in taken:
            each.give_back()
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        begin(request.session, user)

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **how)
        remember_device(request, response, user)
        note_back(request, response, user)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail of a change of the account as a row, which the worker sends."""
        made = self.render_mail(template_prefix, email, {"email": email, **context})
        staff_mails.say(to=email, subject=made.subject, text=str(made.body))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Write that a reset mail is wished for; its link is made as it leaves."""
        staff_mails.mail_reset(user)
