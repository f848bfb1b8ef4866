"""The models of the utility_requests app."""

from utility_requests.models.failure import VisitFailure
from utility_requests.models.interconnection import InterconnectionRequest
from utility_requests.models.payment import FeePayment, PaidBy
from utility_requests.models.request import EndedAs, UtilityRequest
from utility_requests.models.tariff import FeeTariff
from utility_requests.models.visit import FeeAnswer, Outcome, SiteVisit
from utility_requests.models.window import VisitWindow, WindowOver

__all__ = [
    "EndedAs",
    "FeeAnswer",
    "FeePayment",
    "FeeTariff",
    "InterconnectionRequest",
    "Outcome",
    "PaidBy",
    "SiteVisit",
    "UtilityRequest",
    "VisitFailure",
    "VisitWindow",
    "WindowOver",
]
