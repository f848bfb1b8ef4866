"""The pages of one's own account, which a library draws, speak the words of the house."""

from __future__ import annotations

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from kilowire.models import User
from kilowire.translations import catalogue
from tests.builders.second_factor import with_app
from tests.kilowire.accounts.people import PASSWORD, hired, mailed, signed_in_with_password

pytestmark = pytest.mark.django_db
NOT_OURS = re.compile(
    r"authenticat(?!or)\w*|authenticator (code|secret)|two-factor|security keys?\b|\btokens?\b|"
    r"logged in|\blogin\b|invalid|(de)?activat\w*|passwordless|functionality|successfully|associated|"
    r"credential|Confirm Access|\[.*\.test\]",
    re.IGNORECASE,
)
BEHIND_THE_SIGN_IN = (
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
    "account_logout",
)
OUTSIDE = (
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
)


def words_of(answer: object) -> str:
    page = re.sub(r"<(script|style).*?</\1>", "", answer.content.decode(), flags=re.DOTALL)  # type: ignore[attr-defined]
    return " ".join(strip_tags(page).split())


def sure_of(user: User) -> Client:
    """A browser in which the password was given just now."""
    client = signed_in_with_password(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def with_passkey(user: User) -> Authenticator:
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone", "credential": {}}
    )


@pytest.mark.parametrize("name", BEHIND_THE_SIGN_IN)
def test_pages_behind_the_sign_in(name: str) -> None:
    client = sure_of(user := hired())
    without = client.get(reverse(name))
    with_app(user)
    RecoveryCodes.activate(user)
    with_it = client.get(reverse(name))
    assert 200 in (without.status_code, with_it.status_code)
    for answer in (without, with_it):
        assert not NOT_OURS.search(words_of(answer)), words_of(answer)


@pytest.mark.parametrize("name", ["mfa_remove_webauthn", "mfa_edit_webauthn"])
def test_pages_of_a_passkey(name: str) -> None:
    client = sure_of(user := hired())
    page = words_of(client.get(reverse(name, args=[with_passkey(user).pk])))
    assert "passkey" in page.lower()
    assert not NOT_OURS.search(page), page


@pytest.mark.parametrize("name", OUTSIDE)
def test_pages_outside(name: str) -> None:
    page = words_of(Client().get(reverse(name)))
    assert not NOT_OURS.search(page), page


def test_the_second_step_and_the_page_of_a_reset() -> None:
    with_app(user := hired())
    client = Client()
    second = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True)
    key = default_token_generator.make_token(user)
    reset = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    over = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), "abc-def"])
    for answer in (second, Client().get(reset, follow=True), Client().get(over)):
        assert answer.status_code == 200
        assert not NOT_OURS.search(words_of(answer)), words_of(answer)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("account_login", {"login": "nobody@example.com", "password": "wrong"}),
        ("account_reauthenticate", {"password": "wrong"}),
        ("account_change_password", {"oldpassword": "wrong", "password1": "a", "password2": "b"}),
        ("mfa_activate_totp", {"code": "1"}),
    ],
)
def test_what_is_refused(name: str, typed: dict[str, str]) -> None:
    client = Client() if name == "account_login" else sure_of(hired())
    client.get(reverse(name))
    page = words_of(client.post(reverse(name), typed))
    assert not NOT_OURS.search(page), page


def test_mail_of_a_change() -> None:
    client = sure_of(user := hired())
    new = "quiet-river-stone-9"
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    (one,) = mailed()
    assert (one.subject, one.to) == ("Your password was changed", [user.email])
    assert not NOT_OURS.search(str(one.body)), one.body


def test_one_signs_out_elsewhere_oneself() -> None:
    user = hired()
    here, elsewhere = sure_of(user), sure_of(user)
    assert "this one" in here.get(reverse("usersessions_list")).content.decode()
    assert here.post(reverse("end_own_sessions"))["Location"] == reverse("usersessions_list")
    assert (here.get("/").status_code, elsewhere.get("/").status_code) == (200, 302)


def test_every_word_that_we_say_otherwise_is_one_of_the_librarys() -> None:
    """After an upgrade of the library, what it says in other words is found here."""
    theirs, ours = (
        {each.id for each in catalogue.read(root / "locale" / "en" / "LC_MESSAGES" / "django.po", "en")}
        for root in (Path(allauth.__file__).parent, settings.BASE_DIR)
    )
    assert ours <= theirs
