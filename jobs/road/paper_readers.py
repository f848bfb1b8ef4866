"""Who of ours reads which paper: the table that pages and files alike go by. Pure."""

from __future__ import annotations

from jobs.road.paper_kinds import PaperKind, UploadKind

EVERYBODY, OFFICE = "everybody", "office"
READERS: dict[str, str] = {
    PaperKind.SURVEY_REPORT: EVERYBODY,
    PaperKind.ELIGIBILITY_REPORT: EVERYBODY,
    PaperKind.AGREEMENT_SUMMARY: OFFICE,
    PaperKind.CHANGE_ORDER: OFFICE,
    PaperKind.PERMIT_RECORD: EVERYBODY,
    PaperKind.UTILITY_APPLICATION: EVERYBODY,
    PaperKind.FEE_RECORD: OFFICE,
    PaperKind.VISIT_RECORD: EVERYBODY,
    PaperKind.INSTALLATION_RECORD: EVERYBODY,
    PaperKind.MAKE_SAFE_RECORD: EVERYBODY,
    PaperKind.INSPECTION_RECORD: EVERYBODY,
    PaperKind.COMMISSIONING_RECORD: EVERYBODY,
    PaperKind.WARRANTY_CERTIFICATE: EVERYBODY,
    PaperKind.CLOSE_OUT_PACKAGE: OFFICE,  # the contract and the fees are in it
    UploadKind.CONTRACT: OFFICE,
    UploadKind.CHANGE_ORDER: OFFICE,
    UploadKind.BILL: EVERYBODY,
    UploadKind.CUSTOMER_AGREEMENT: EVERYBODY,
    UploadKind.AUTHORIZATION: EVERYBODY,
    UploadKind.OWNER_CONSENT: EVERYBODY,
    UploadKind.FINDING_EVIDENCE: EVERYBODY,
    UploadKind.PERMIT: EVERYBODY,
    UploadKind.CORRECTION: EVERYBODY,
    UploadKind.INSPECTION_CARD: EVERYBODY,
    UploadKind.FEE_RECEIPT: OFFICE,
    UploadKind.UTILITY_APPROVAL: EVERYBODY,
    UploadKind.UTILITY_LETTER: EVERYBODY,
    UploadKind.INTERCONNECTION: EVERYBODY,
    UploadKind.ADAPTER_INVOICE: OFFICE,
    UploadKind.WARRANTY_REGISTRATION: EVERYBODY,
    UploadKind.TO_SIGN: OFFICE,  # a contract has its price in it
    UploadKind.OTHER: EVERYBODY,
}
"""Kinds of papers and of uploads, by who reads them: everybody on the job, or office and owner alone."""

FOR_THE_FIELD = frozenset(kind for kind, reader in READERS.items() if reader == EVERYBODY)
"""The kinds that a technician may open on a job of theirs."""


def is_open_to(kind: str, *, is_office: bool) -> bool:
    """Return whether somebody of the office, or a technician on the job, may open a paper of this kind."""
    return is_office or kind in FOR_THE_FIELD
