"""A journey begins on its first day, with the directory that every office has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders.jobs import company, sce, whittier
from tests.builders.records import ev_adapter
from tests.builders.utility_requests import tariff
from tests.journeys.days import Days
from tests.journeys.journey import Journey


@pytest.fixture
def days(db: None) -> Iterator[Days]:
    with Days() as days:
        yield days


@pytest.fixture
def journey(days: Days) -> Journey:
    """Olive, Owen, Asa and Cruz at their desks in the morning; nobody has called yet."""
    company(), sce(), whittier(), tariff(), ev_adapter()
    return Journey(days)
