"""The fee of each visit: paid with its receipt, taken back, or the utility's word on it."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import EventKind
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User
from utility_requests.models import FeeAnswer, FeePayment, SiteVisit
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.papers import issue_fee_record


@transaction.atomic
def record_fee_payment(
    *, visit: SiteVisit, paid_on: date, paid_by: str, receipt: File[bytes], by: User
) -> FeePayment:
    """Record that the fee of one visit was paid in the utility's portal, and freeze its amount.

    The amount is the tariff of the day on which the fee fell due, whatever is added to the tariff since.
    """
    visit = locked(visit)
    job = locked(visit.job)
    standing = FeePayment.objects.filter(visit=visit).standing().select_related("recorded_by").first()
    if standing:
        raise Refused(
            f"{standing.recorded_by} already recorded the fee of visit {visit.ordinal}, paid on "
            f"{standing.paid_on:%-d %B %Y}."
        )
    if visit.dropped_on:
        raise Refused(f"{visit} was dropped when the visit before it was undone; its fee never fell due.")
    if paid_on > timezone.localdate():
        raise Refused(f"{paid_on:%-d %B %Y} has not come yet: record it on the day.", field="paid_on")
    upload = paperwork.file_upload(job=job, kind=UploadKind.FEE_RECEIPT, file=receipt, by=by, on=paid_on)
    payment = FeePayment.objects.create(
        visit=visit,
        tariff=visit.tariff,
        amount_usd=visit.tariff.amount_usd,
        paid_on=paid_on,
        paid_by=paid_by,
        receipt=upload,
        recorded_by=by,
    )
    if visit.is_a_further_one and visit.fee_answer != FeeAnswer.CHARGED:
        _write_answer(visit, FeeAnswer.CHARGED, paid_on)
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"Fee of visit {visit.ordinal} paid: ${payment.amount_usd:,.2f}",
        on=paid_on,
        by=by,
        after={"payment": payment.pk, "amount_usd": str(payment.amount_usd)},
    )
    issue_fee_record(job, by, on=paid_on)
    bring_up_to_date(job, by, on=paid_on)
    return payment


@transaction.atomic
def withdraw_fee_payment(*, payment: FeePayment, because: str, by: User) -> FeePayment:
    """Undo a payment that was recorded by mistake; the receipt stays on file and another is asked for."""
    visit = locked(payment.visit)
    payment = locked(payment)
    job = locked(visit.job)
    if payment.withdrawn_on:
        who = history.who_recorded(job, f"Undone: fee of visit {visit.ordinal} paid")
        raise Refused(f"This payment was already undone by {who} on {payment.withdrawn_on:%-d %B %Y}.")
    if not because.strip():
        raise Refused("Say why in a sentence: the reason stays in the history.", field="because")
    payment.withdrawn_on, payment.withdrawn_because = timezone.localdate(), because[:400]
    payment.save(update_fields=["withdrawn_on", "withdrawn_because"])
    history.record(
        job=job,
        kind=EventKind.UNDONE,
        sentence=f"Undone: fee of visit {visit.ordinal} paid",
        because=because,
        by=by,
        before={"payment": payment.pk, "amount_usd": str(payment.amount_usd)},
    )
    issue_fee_record(job, by)
    bring_up_to_date(job, by)
    return payment


@transaction.atomic
def record_fee_answer(*, visit: SiteVisit, fee_answer: str, answered_on: date, by: User) -> SiteVisit:
    """Record the utility's word on whether this visit is charged."""
    visit = locked(visit)
    job = locked(visit.job)
    answer = FeeAnswer(fee_answer)
    paid = FeePayment.objects.filter(visit=visit).standing().first()
    if paid and answer is FeeAnswer.NOT_CHARGED:
        raise Refused(f"The fee was paid on {paid.paid_on:%-d %B %Y}; undo that payment first.")
    if visit.fee_answer == answer and visit.fee_answered_on:
        raise Refused(f"That is on record already, of {visit.fee_answered_on:%-d %B %Y}.")
    if answered_on > timezone.localdate():
        raise Refused(f"{answered_on:%-d %B %Y} has not come yet: record it on the day.", field="answered_on")
    before, after = history.changes(visit, {"fee_answer": answer.value, "fee_answered_on": answered_on})
    _write_answer(visit, answer, answered_on)
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"{job.site.utility.short_name} on visit {visit.ordinal}'s fee: {answer.label.lower()}",
        on=answered_on,
        by=by,
        before=before,
        after=after,
    )
    issue_fee_record(job, by, on=answered_on)
    bring_up_to_date(job, by, on=answered_on)
    return visit


def _write_answer(visit: SiteVisit, answer: FeeAnswer, on: date) -> None:
    visit.fee_answer, visit.fee_answered_on = answer, on
    visit.save(update_fields=["fee_answer", "fee_answered_on"])
