"""Where a job is as the homeowner sees it, and on whom it waits, as names. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Situation(StrEnum):
    """Where a job is, as far as the homeowner is concerned."""

    CALLED = "called"
    TO_SURVEY = "to_survey"
    CHECKING = "checking"
    CONTRACT = "contract"
    REMOVAL_TO_SURVEY = "removal_to_survey"
    REMOVAL_CHECKING = "removal_checking"
    REMOVAL_CONTRACT = "removal_contract"
    PERMIT = "permit"
    APPLYING = "applying"
    APPLIED = "applied"
    WIRING = "wiring"
    NO_DATE = "no_date"
    VISIT = "visit"
    VISIT_BEFORE_WIRING = "visit_before_wiring"
    REMOVAL_VISIT = "removal_visit"
    VISIT_PASSED = "visit_passed"
    INSPECTION = "inspection"
    TESTING = "testing"
    MAY_CHARGE = "may_charge"
    STOPPED_ADAPTER = "stopped_adapter"
    STOPPED_CITY = "stopped_city"
    STOPPED_TEST = "stopped_test"
    ADAPTER_OUT = "adapter_out"
    COMPLETE = "complete"
    PAPERS_TO_COME = "papers_to_come"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"


class Waiting(StrEnum):
    """On whom it waits: the homeowner, us, the city, the utility, somebody else, or nobody."""

    YOU = "you"
    US = "us"
    CITY = "city"
    UTILITY = "utility"
    OTHER = "other"
    NOBODY = "nobody"


class Next(NamedTuple):
    """Who acts next, without a day and with one: ``%(day)s``."""

    plain: str
    dated: str
