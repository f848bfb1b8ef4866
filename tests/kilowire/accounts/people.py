"""People with real addresses, who may sign in on a public site too, and a browser for each."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from kilowire.models import User

PASSWORD = "a plain test password"


def hired(name: str = "Mara Quill", role: str = "office") -> User:
    email = f"{name.partition(' ')[0].lower()}@example.com"
    user = User.objects.create_user(email, PASSWORD, name=name, role=role)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def signed_in_with_password(user: User, password: str = PASSWORD) -> Client:
    client = Client(HTTP_X_FORWARDED_FOR="198.51.100.1")
    answer = client.post(reverse("account_login"), {"login": user.email, "password": password})
    assert answer.status_code == 302, answer.context["form"].errors
    return client
