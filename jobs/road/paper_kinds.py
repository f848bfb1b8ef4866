"""The papers of a job: what each is called, its template, and on which milestones it rests. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jobs.road.stages import Milestone


class PaperKind(StrEnum):
    """Papers that we issue."""

    SURVEY_REPORT = "survey_report"
    ELIGIBILITY_REPORT = "eligibility_report"
    AGREEMENT_SUMMARY = "agreement_summary"
    PERMIT_RECORD = "permit_record"
    UTILITY_APPLICATION = "utility_application"
    FEE_RECORD = "fee_record"
    VISIT_RECORD = "visit_record"
    INSTALLATION_RECORD = "installation_record"
    MAKE_SAFE_RECORD = "make_safe_record"
    INSPECTION_RECORD = "inspection_record"
    COMMISSIONING_RECORD = "commissioning_record"
    WARRANTY_CERTIFICATE = "warranty_certificate"
    CLOSE_OUT_PACKAGE = "close_out_package"


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """``rests_on``: when one of these milestones is undone, the issued paper no longer holds.

    A paper ``for_homeowner`` is written in the owner's language.
    """

    kind: PaperKind
    title: str
    template: str
    rests_on: tuple[Milestone, ...]
    for_homeowner: bool


def _paper(kind: PaperKind, title: str, *rests_on: Milestone) -> PaperSpec:
    return PaperSpec(kind, title, f"documents/{kind.value}.html", rests_on, kind in _FOR_HOMEOWNER)


K, M = PaperKind, Milestone
_FOR_HOMEOWNER = (K.AGREEMENT_SUMMARY, K.WARRANTY_CERTIFICATE, K.CLOSE_OUT_PACKAGE)
PAPERS: dict[str, PaperSpec] = {
    paper.kind.value: paper
    for paper in (
        _paper(K.SURVEY_REPORT, "Site survey", M.SURVEYED),
        _paper(K.ELIGIBILITY_REPORT, "Eligibility", M.ELIGIBLE),
        _paper(K.AGREEMENT_SUMMARY, "Contract summary", M.AGREED),
        _paper(K.PERMIT_RECORD, "Permit", M.PERMIT_ISSUED),
        _paper(K.UTILITY_APPLICATION, "Utility application", M.UTILITY_SUBMITTED),
        _paper(K.FEE_RECORD, "Utility fees"),
        _paper(K.VISIT_RECORD, "Utility visit", M.ADAPTER_SET),
        _paper(K.INSTALLATION_RECORD, "Installation", M.CIRCUIT_INSTALLED),
        _paper(K.MAKE_SAFE_RECORD, "Circuit made safe"),
        _paper(K.INSPECTION_RECORD, "Final inspection", M.INSPECTION_PASSED),
        _paper(K.COMMISSIONING_RECORD, "Commissioning", M.COMMISSIONED),
        _paper(
            K.WARRANTY_CERTIFICATE, "Warranty certificate", M.ADAPTER_SET, M.INSPECTION_PASSED, M.COMMISSIONED
        ),
        _paper(
            K.CLOSE_OUT_PACKAGE,
            "Close-out package",
            M.ADAPTER_SET,
            M.INSPECTION_PASSED,
            M.COMMISSIONED,
            M.CLOSED_OUT,
        ),
    )
}


class UploadKind(StrEnum):
    """Files that others made and we keep."""

    CONTRACT = "contract"
    BILL = "bill"
    CUSTOMER_AGREEMENT = "customer_agreement"
    AUTHORIZATION = "authorization"
    OWNER_CONSENT = "owner_consent"
    FINDING_EVIDENCE = "finding_evidence"
    PERMIT = "permit"
    CORRECTION = "correction"
    INSPECTION_CARD = "inspection_card"
    FEE_RECEIPT = "fee_receipt"
    UTILITY_APPROVAL = "utility_approval"
    UTILITY_LETTER = "utility_letter"
    INTERCONNECTION = "interconnection"
    ADAPTER_INVOICE = "adapter_invoice"
    WARRANTY_REGISTRATION = "warranty_registration"
    OTHER = "other"


UPLOAD_LABELS: dict[str, str] = {
    UploadKind.CONTRACT: "Signed contract",
    UploadKind.BILL: "Utility bill",
    UploadKind.CUSTOMER_AGREEMENT: "Customer agreement",
    UploadKind.AUTHORIZATION: "Authorization form",
    UploadKind.OWNER_CONSENT: "Owner's consent",
    UploadKind.FINDING_EVIDENCE: "Evidence for a finding",
    UploadKind.PERMIT: "Permit",
    UploadKind.CORRECTION: "City's correction notice",
    UploadKind.INSPECTION_CARD: "Inspection card",
    UploadKind.FEE_RECEIPT: "Fee receipt",
    UploadKind.UTILITY_APPROVAL: "Utility's approval",
    UploadKind.UTILITY_LETTER: "Letter from the utility",
    UploadKind.INTERCONNECTION: "Interconnection paper",
    UploadKind.ADAPTER_INVOICE: "Adapter invoice",
    UploadKind.WARRANTY_REGISTRATION: "Warranty registration",
    UploadKind.OTHER: "Other paper",
}
