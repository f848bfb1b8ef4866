"""The rows of the assessment desk."""

from assessments.models.answer import Answer, Source
from assessments.models.assessment import Assessment, Parking, Seal
from assessments.models.evaluation import Evaluation, FindingDecision, Purpose, RecommendationOverride
from assessments.models.product_check import ProductCheck

__all__ = [
    "Answer",
    "Assessment",
    "Evaluation",
    "FindingDecision",
    "Parking",
    "ProductCheck",
    "Purpose",
    "RecommendationOverride",
    "Seal",
    "Source",
]
