"""What a sign-in leads to, which passwords it takes, and when a session ends with its account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kilowire.models import User
from tests.builders.cast import signed_in, someone

pytestmark = pytest.mark.django_db
PASSWORD = "  brass lantern, 74 steps over the creek – and Ünder it, without any rule of composition  "


@pytest.fixture
def olive() -> User:
    user = someone("olive")
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def sign_in(user: User, password: str, next_: str = "") -> str:
    """Return where the sign-in leads; empty where it is refused."""
    typed = {"login": user.email, "password": password, "next": next_}
    return Client().post(reverse("account_login"), typed).headers.get("Location", "")


@pytest.mark.parametrize(
    "password", [PASSWORD.strip(), PASSWORD.lower(), PASSWORD[:64], PASSWORD.replace("Ü", "U")]
)
def test_a_password_is_compared_as_it_was_typed(olive: User, password: str) -> None:
    assert sign_in(olive, PASSWORD)
    assert not sign_in(olive, password)


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)", "\\\\example.com"]
)
def test_a_sign_in_leads_to_no_other_site(olive: User, elsewhere: str) -> None:
    assert sign_in(olive, PASSWORD, "/jobs/") == "/jobs/"
    assert sign_in(olive, PASSWORD, elsewhere) == "/"


@pytest.mark.parametrize(("who", "page", "refused"), [("olive", "/", 302), ("asa", "/field/pack/", 401)])
def test_a_session_ends_with_its_account(who: str, page: str, refused: int) -> None:
    client = signed_in(who)
    assert client.get(page).status_code == 200
    User.objects.filter(pk=someone(who).pk).update(is_active=False)
    assert client.get(page).status_code == refused


def test_the_admin_has_no_sign_in_of_its_own(olive: User) -> None:
    """There the second factor would not be asked for and no try be counted."""
    client, admin = Client(), reverse("admin:login")
    answer = client.post(admin, {"username": olive.email, "password": PASSWORD, "next": "/admin/"})
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session
