"""The papers of a job: the title and template of each, and the milestones it rests on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from jobs.road.stages import Milestone


class PaperKind(StrEnum):
    """Papers that we issue."""

    SURVEY_REPORT = "survey_report"
    ELIGIBILITY_REPORT = "eligibility_report"
    AGREEMENT_SUMMARY = "agreement_summary"
    CHANGE_ORDER = "change_order"
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
    """``rests_on``: when one of these milestones is undone, the issued paper is withdrawn.

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
_FOR_HOMEOWNER = (K.AGREEMENT_SUMMARY, K.CHANGE_ORDER, K.WARRANTY_CERTIFICATE, K.CLOSE_OUT_PACKAGE)
PAPERS: dict[str, PaperSpec] = {
    paper.kind.value: paper
    for paper in (
        _paper(K.SURVEY_REPORT, _("Site survey"), M.SURVEYED),
        _paper(K.ELIGIBILITY_REPORT, _("Eligibility"), M.ELIGIBLE),
        _paper(K.AGREEMENT_SUMMARY, _("Contract summary"), M.AGREED),
        _paper(K.CHANGE_ORDER, _("Change order"), M.AGREED),
        _paper(K.PERMIT_RECORD, _("Permit"), M.PERMIT_ISSUED),
        _paper(K.UTILITY_APPLICATION, _("Utility application"), M.UTILITY_SUBMITTED),
        _paper(K.FEE_RECORD, _("Utility fees")),
        _paper(K.VISIT_RECORD, _("Utility visit"), M.ADAPTER_SET),
        _paper(K.INSTALLATION_RECORD, _("Installation"), M.CIRCUIT_INSTALLED),
        _paper(K.MAKE_SAFE_RECORD, _("Circuit made safe")),
        _paper(K.INSPECTION_RECORD, _("Final inspection"), M.INSPECTION_PASSED),
        _paper(K.COMMISSIONING_RECORD, _("Commissioning"), M.COMMISSIONED),
        _paper(
            K.WARRANTY_CERTIFICATE,
            _("Warranty certificate"),
            M.ADAPTER_SET,
            M.INSPECTION_PASSED,
            M.COMMISSIONED,
        ),
        _paper(
            K.CLOSE_OUT_PACKAGE,
            _("Close-out package"),
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
    CHANGE_ORDER = "change_order"
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
    TO_SIGN = "to_sign"
    OTHER = "other"


UPLOAD_LABELS: dict[str, str] = {
    UploadKind.CONTRACT: _("Signed contract"),
    UploadKind.CHANGE_ORDER: _("Signed change order"),
    UploadKind.BILL: _("Utility bill"),
    UploadKind.CUSTOMER_AGREEMENT: _("Customer agreement"),
    UploadKind.AUTHORIZATION: _("Authorization form"),
    UploadKind.OWNER_CONSENT: _("Owner's consent"),
    UploadKind.FINDING_EVIDENCE: _("Evidence for a finding"),
    UploadKind.PERMIT: _("Permit"),
    UploadKind.CORRECTION: _("City's correction notice"),
    UploadKind.INSPECTION_CARD: _("Inspection card"),
    UploadKind.FEE_RECEIPT: _("Fee receipt"),
    UploadKind.UTILITY_APPROVAL: _("Utility's approval"),
    UploadKind.UTILITY_LETTER: _("Letter from the utility"),
    UploadKind.INTERCONNECTION: _("Interconnection paper"),
    UploadKind.ADAPTER_INVOICE: _("Adapter invoice"),
    UploadKind.WARRANTY_REGISTRATION: _("Warranty registration"),
    UploadKind.TO_SIGN: _("Paper sent to be signed"),
    UploadKind.OTHER: _("Other paper"),
}
