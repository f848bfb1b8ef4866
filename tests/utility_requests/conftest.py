"""What the tests of the utility's desk share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.builders.built_once import built_once, hand_out_again
from tests.builders.utility_requests import approved_job


@pytest.fixture(scope="module")
def _approved(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), built_once("approved", approved_job):
        yield


@pytest.fixture
def approved_once(_approved: None, db: None) -> None:
    """``approved_job()`` and what builds on it begin with one job that the module has built once."""
    hand_out_again()
