"""The fee of each visit: record or undo its payment, and record whether the utility charges it."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import EventKind
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_reason
from kilowire.models import User
from utility_requests.models import FeeAnswer, FeePayment, SiteVisit
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.services.papers import issue_fee_record


@transaction.atomic
def record_fee_payment(
    *, visit: SiteVisit, paid_on: date, paid_by: str, receipt: File[bytes], by: User
) -> FeePayment:
    """Record that the fee of one visit was paid in the utility's portal, and freeze its amount in USD.

    The amount is the tariff of the day on which the fee became due, whatever tariffs were added since.
    """
    visit = locked(visit)
    job = locked(visit.job)
    _refuse_payment(visit, paid_on)
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
    said = f"Fee of visit {visit.ordinal} paid: ${payment.amount_usd:,.2f}"
    after = {"payment": payment.pk, "amount_usd": str(payment.amount_usd)}
    history.record(job=job, kind=EventKind.DESK, sentence=said, on=paid_on, by=by, after=after)
    issue_fee_record(job, by, on=paid_on)
    bring_up_to_date(job, by, on=paid_on)
    return payment


@transaction.atomic
def withdraw_fee_payment(*, payment: FeePayment, because: str, by: User) -> FeePayment:
    """Undo a payment recorded by mistake; its receipt stays on file, and an open item asks for another."""
    visit = locked(payment.visit)
    payment = locked(payment)
    job = locked(visit.job)
    if payment.withdrawn_on:
        raise already(payment.withdrawn_by, _("undid this payment"), payment.withdrawn_on)
    needs_reason(because)
    payment.withdrawn_on, payment.withdrawn_by = timezone.localdate(), by
    payment.withdrawn_because = because[:400]
    payment.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_because"])
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
    """Record the utility's answer on whether this visit is charged; refused while a payment is on record."""
    visit = locked(visit)
    job = locked(visit.job)
    answer = FeeAnswer(fee_answer)
    paid = FeePayment.objects.filter(visit=visit).standing().first()
    if paid and answer is FeeAnswer.NOT_CHARGED:
        raise Refused(f"The fee was paid on {spoken_day(paid.paid_on)}; undo that payment first.")
    if visit.fee_answer == answer and visit.fee_answered_on:
        raise Refused(f"That is on record already, of {spoken_day(visit.fee_answered_on)}.")
    day_has_come(answered_on, field="answered_on")
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


def _refuse_payment(visit: SiteVisit, paid_on: date) -> None:
    standing = FeePayment.objects.filter(visit=visit).standing().select_related("recorded_by").first()
    if standing:
        did = _("recorded the fee of visit %(ordinal)s as paid") % {"ordinal": visit.ordinal}
        raise already(standing.recorded_by, did, standing.paid_on)
    if visit.dropped_on:
        raise Refused(f"{visit} was dropped when the visit before it was undone; its fee never fell due.")
    day_has_come(paid_on, field="paid_on")


def _write_answer(visit: SiteVisit, answer: FeeAnswer, on: date) -> None:
    visit.fee_answer, visit.fee_answered_on = answer, on
    visit.save(update_fields=["fee_answer", "fee_answered_on"])
