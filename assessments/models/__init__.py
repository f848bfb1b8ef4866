"""The models of the assessments app."""

from assessments.models.answer import Answer, Source
from assessments.models.assessment import Assessment
from assessments.models.evaluation import Evaluation, FindingDecision, Purpose, RecommendationOverride
from assessments.models.place_words import Parking, Seal
from assessments.models.product_check import ProductCheck
from assessments.models.reading import Reading, StruckOut

__all__ = [
    "Answer",
    "Assessment",
    "Evaluation",
    "FindingDecision",
    "Parking",
    "ProductCheck",
    "Purpose",
    "Reading",
    "RecommendationOverride",
    "Seal",
    "Source",
    "StruckOut",
]
