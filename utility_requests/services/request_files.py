"""What this app rests on a file: the utility's signed papers, receipts of fees, and the utility's answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jobs.models import Document, Signature, Upload
from jobs.papers.services.file_uses import Filed, RestsOn, steps_to_undo
from jobs.road.paper_kinds import PaperKind
from jobs.road.stages import Milestone
from kilowire.models import User
from utility_requests.models import FeePayment, InterconnectionRequest, UtilityRequest
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.papers import issue_application
from utility_requests.services.signed_papers import OF_THE_UTILITY


def rests_on(filed: Filed) -> Iterator[RestsOn]:
    """Yield what was sent, signed or paid with this file, each with the page that undoes it."""
    if isinstance(filed, Document):
        if filed.kind == PaperKind.FEE_RECORD:
            yield from _paid(FeePayment.objects.of(filed.job).standing())
        return
    if not isinstance(filed, Upload):
        return
    signed = list(Signature.objects.of(filed.job).standing().filter(upload=filed, paper__in=OF_THE_UTILITY))
    paid = FeePayment.objects.of(filed.job).standing().filter(receipt=filed)
    if signed or paid.exists():
        yield from steps_to_undo(filed.job, Milestone.UTILITY_SUBMITTED)
    for signature in signed:
        what = f"{signature.get_paper_display()}: {signature.name_as_signed} signed it"
        yield RestsOn(what, f"utility_requests:withdraw_signature {signature.pk}")
    yield from _paid(paid)


def _paid(payments: Iterable[FeePayment]) -> Iterator[RestsOn]:
    for payment in payments:
        ordinal = payment.visit.ordinal
        what = f"The fee of visit {ordinal} is recorded as paid"
        yield RestsOn(what, f"utility_requests:undo_fee {ordinal}")


def lock(filed: Filed) -> None:
    """Lock the applications of the job, before the job is locked."""
    if isinstance(filed, Upload):
        list(UtilityRequest.objects.of(filed.job).select_for_update(no_key=True, of=("self",)))


def let_go(filed: Filed, by: User) -> None:
    """Drop a withdrawn paper of the utility, and ask for the missing one; the application is issued again."""
    if not isinstance(filed, Upload):
        return
    UtilityRequest.objects.of(filed.job).filter(letter=filed).update(letter=None)
    InterconnectionRequest.objects.of(filed.job).filter(paper=filed).update(paper=None)
    for request in UtilityRequest.objects.of(filed.job).filter(approval_paper=filed):
        request.approval_paper = None
        request.save(update_fields=["approval_paper"])
        issue_application(filed.job, request, by)
    bring_up_to_date(filed.job, by)
