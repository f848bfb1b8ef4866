"""How often somebody failed to sign in, by the hour: what the page of the team warns of."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Max, Sum
from django.utils import timezone

from kilowire.models import FailedSignIns, User

NOBODY = 0
KEPT = timedelta(days=30)
BURST = 10


def count_failure(user: User | None) -> None:
    """Count a wrong password or second factor, or one that was not compared any more.

    What is typed for an address that nobody has is counted for ``NOBODY``, with the same work.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    rows = FailedSignIns.objects.filter(account=user.pk if user else NOBODY, hour=hour)
    if not rows.update(failures=F("failures") + 1):
        FailedSignIns.objects.get_or_create(account=user.pk if user else NOBODY, hour=hour)
        rows.update(failures=F("failures") + 1)


def bursts(since: datetime) -> dict[int, tuple[int, datetime]]:
    """Return failures and their last hour, by user's id, where ten or more fell into one hour since then.

    The key ``NOBODY`` stands for all addresses that nobody has.
    """
    rows = FailedSignIns.objects.filter(hour__gte=since, failures__gte=BURST).values("account")
    found = rows.annotate(failed=Sum("failures"), last=Max("hour")).order_by()
    return {row["account"]: (row["failed"], row["last"]) for row in found}


def remove_old_failures() -> None:
    FailedSignIns.objects.filter(hour__lt=timezone.now() - KEPT).delete()
