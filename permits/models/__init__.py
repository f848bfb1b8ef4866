"""The models of the permits app."""

from permits.models.correction import Correction
from permits.models.inspection import Inspection, InspectionKind, InspectionResult
from permits.models.permit import CompleteBy, Permit, PermitEnd, PermitKind

__all__ = [
    "CompleteBy",
    "Correction",
    "Inspection",
    "InspectionKind",
    "InspectionResult",
    "Permit",
    "PermitEnd",
    "PermitKind",
]
