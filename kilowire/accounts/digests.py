"""The daily digest of office staff: each chooses the hour, and gets it once a day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jobs.office.views.digest import digest_of
from kilowire.accounts.staff_mails import say
from kilowire.floor.locks import locked
from kilowire.models import Role, User

HOURS = range(4, 22)


def send_due(now: datetime) -> None:
    """Mail the digest to everybody of the office whose hour has come and who has not got today's."""
    local = timezone.localtime(now)
    office = User.objects.filter(is_active=True, role__in=(Role.OWNER, Role.OFFICE))
    staff = office.filter(digest_hour__lte=local.hour)
    due = list(staff.exclude(digest_sent_on=local.date()).order_by("pk"))
    digest = digest_of(now) if due else None
    for user in due:
        with transaction.atomic():
            user = locked(user)
            if user.digest_sent_on == local.date():
                continue
            user.digest_sent_on = local.date()
            user.save(update_fields=["digest_sent_on"])
            if digest:
                say(to=user.email, subject=digest.subject[:200], text=digest.text)


@transaction.atomic
def choose_hour(*, hour: int | None, by: User) -> User:
    """Write down at which hour somebody wants the digest; None for never."""
    user = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    user.digest_hour = hour
    user.save(update_fields=["digest_hour"])
    return user
