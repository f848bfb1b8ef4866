"""Acts of the demo at the utility before its visit: signed papers, request, fee, answer."""

from __future__ import annotations

from datetime import date

from jobs.models import SignedPaper
from kilowire.demo.sheets import sheet
from kilowire.demo.tale import Act, Tale
from utility_requests.models import InterconnectionRequest, SiteVisit, UtilityRequest
from utility_requests.services import (
    answers,
    approvals,
    fees,
    interconnection,
    requests,
    signed_papers,
)

BOTH = (SignedPaper.CUSTOMER_AGREEMENT, SignedPaper.AUTHORIZATION)
SCE = "Southern California Edison"


def papers_signed(tale: Tale, on: date) -> None:
    rows = [("Account holder", tale.house.name), ("Service account", tale.house.account)]
    file = sheet("agreement", title="Customer agreement", issuer=SCE, rows=rows, signed=tale.house.name)
    signed_papers.file_signed_papers(
        job=tale.job, papers=BOTH, signed_on=on, name_as_signed=tale.house.name, file=file, by=tale.office
    )


def prepared(tale: Tale, on: date) -> None:
    requests.prepare_request(job=tale.job, by=tale.office, meter_face_number=tale.house.meter, on=on)


def fee_paid(tale: Tale, on: date) -> None:
    """Record the payment of the fee for the next visit."""
    visit = SiteVisit.objects.of(tale.job).to_come().select_related("tariff").get()
    rows = [
        ("Paid", f"${visit.tariff.amount_usd:,.2f}"),
        ("For", f"Site visit {visit.ordinal}"),
        ("Job", tale.job.number),
    ]
    receipt = sheet("receipt", title="Payment receipt", issuer=SCE, rows=rows)
    fees.record_fee_payment(visit=visit, paid_on=on, paid_by="homeowner", receipt=receipt, by=tale.office)


def submitted(tale: Tale, on: date) -> None:
    """Submit the request; prepare it and pay its fee first where that is missing."""
    if not UtilityRequest.objects.of(tale.job).live().exists():
        prepared(tale, on)
    if (
        not SiteVisit.objects.of(tale.job)
        .to_come()
        .filter(payments__withdrawn_on=None, payments__isnull=False)
        .exists()
    ):
        fee_paid(tale, on)
    request = UtilityRequest.objects.of(tale.job).live().get()
    requests.submit_request(request=request, submitted_on=on, by=tale.office, number=tale.number("MSA-"))
    tale.fresh()


def approved(tale: Tale, on: date) -> None:
    rows = [("House", tale.house.street), ("Request", _request(tale).number)]
    paper = sheet("approval", title="Approval", issuer=SCE, rows=rows)
    approvals.approve_request(request=_request(tale), approved_on=on, by=tale.office, paper=paper)
    tale.fresh()


def approved_by_telephone(tale: Tale, on: date) -> None:
    """Record an approval by telephone, whose document is not on file yet."""
    approvals.approve_request(request=_request(tale), approved_on=on, by=tale.office)
    tale.fresh()


def approval_waived(tale: Tale, _on: date) -> None:
    approvals.waive_approval(
        request=_request(tale),
        because="SCE gave its window without a letter of approval.",
        by=tale.cast.owner,
    )
    tale.fresh()


def refused(ended_as: str, because: str) -> Act:
    """Return the act that records a returned or denied request."""

    def act(tale: Tale, on: date) -> None:
        letter = sheet("letter", title=f"Application {ended_as}", issuer=SCE, rows=[("Reason", because)])
        answers.end_request(
            request=_request(tale), ended_as=ended_as, on=on, because=because, by=tale.office, letter=letter
        )
        tale.fresh()

    return act


def sent_again(tale: Tale, on: date) -> None:
    submitted(tale, on)


def rule_21_sent(tale: Tale, on: date) -> None:
    interconnection.record_interconnection(
        interconnection=InterconnectionRequest.objects.of(tale.job).live().get(),
        by=tale.office,
        number=tale.number("NEM-", 6),
        submitted_on=on,
        approved_on=None,
        permission_on=None,
    )


def _request(tale: Tale) -> UtilityRequest:
    return UtilityRequest.objects.of(tale.job).live().get()
