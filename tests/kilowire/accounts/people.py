"""People with real addresses, who may sign in on a public site too, and a browser for each."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from jobs.outbox.leases import overdue
from kilowire.accounts.mail_outbox import send_staff_mail
from kilowire.models import StaffMail, User

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


def mailed() -> list[EmailMessage]:
    """What the worker sends now of the mail to staff."""
    mail.outbox.clear()
    for pk in reversed(overdue(StaffMail)):
        send_staff_mail(pk)
    return list(mail.outbox)
