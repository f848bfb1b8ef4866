"""The proofs of registration that a coverage refers to."""

from __future__ import annotations

from jobs.models import Coverage, Upload
from jobs.papers.services.file_uses import Filed
from kilowire.models import User


def let_go(filed: Filed, by: User) -> None:
    """Drop a withdrawn proof from its coverage; the day and the number of the registration stay."""
    if isinstance(filed, Upload):
        Coverage.objects.of(filed.job).filter(registration=filed).update(registration=None)
