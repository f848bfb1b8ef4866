"""Frozen contexts of this app's papers: the application and the fee record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from jobs.models import Adapter, Job, PersonRole, RoleOnJob, Signature, SignedPaper
from jobs.papers.services.record_shape import day, record_context, section, usd
from utility_requests.ledger import FeeState, Ledger
from utility_requests.models import FeePayment, UtilityRequest
from utility_requests.packet import PacketFacts
from utility_requests.services.reading import RequestRows, assessed, ledger, typical_on

Rows = list[list[str]]
LOADS = {"ev_charger": _("car charger"), "solar": _("solar"), "battery": _("battery")}
SIGNED_HOW = {"ink": _("ink on paper"), "screen": _("on a screen")}
FEE_WORDS = {
    FeeState.PAID: _("paid"),
    FeeState.DUE: _("due"),
    FeeState.MAY_BE_CHARGED: _("may be charged"),
    FeeState.NOT_CHARGED: _("not charged"),
}


def packet_sections(
    on_file: RequestRows, facts: PacketFacts, adapter: Adapter | None, payment: FeePayment | None
) -> list[dict[str, Any]]:
    """Return the lines of the packet as sent, to be frozen with the request."""
    sections = [section(_("Account"), _account_rows(on_file.job, facts))]
    if adapter:
        sections.append(section(_("Adapter"), _adapter_rows(adapter)))
    sections.append(section(_("Service"), _service_rows(on_file.job)))
    sections.append(_signatures(on_file.job))
    if payment:
        rows = [
            [
                _("Visit %(value1)s") % {"value1": payment.visit.ordinal},
                _("%(value1)s, paid %(day1)s")
                % {"value1": usd(payment.amount_usd), "day1": day(payment.paid_on)},
            ]
        ]
        sections.append(section(_("Fee"), rows, uploads=[payment.receipt_id]))
    return sections


def application_context(on_file: RequestRows, request: UtilityRequest) -> dict[str, Any]:
    """Return the application as sent, with its current number and the utility's current answer."""
    job, name = on_file.job, on_file.job.site.utility.short_name
    rows: Rows = [
        [_("Kind"), request.get_kind_display()],
        [_("Request number"), request.number or "–"],
        [_("Sent on"), day(request.submitted_on)],
        [
            _("Typical day of the work"),
            _("%(day1)s (typical, not guaranteed)") % {"day1": day(typical_on(request, job))},
        ],
        [_("Approved on"), day(request.approved_on)],
    ]
    papers = [request.approval_paper_id] if request.approval_paper_id else []
    said = _("The application went to %(value1)s on %(day1)s.")
    if request.approved_on:
        said = _("The application went to %(value1)s on %(day1)s and was approved on %(day2)s.")
    words = {"value1": name, "day1": day(request.submitted_on), "day2": day(request.approved_on)}
    return record_context(
        job,
        request.submitted_on or timezone.localdate(),
        summary=said % words,
        sections=[section(_("Application"), rows, uploads=papers), *request.packet],
    )


def fee_context(on_file: RequestRows, on: date) -> dict[str, Any]:
    """Return the whole fee ledger of the job."""
    fees = ledger(on_file)
    receipts = [payment.receipt_id for payment in on_file.payments.values()]
    return record_context(
        on_file.job,
        on,
        summary=_("%(value1)s paid to %(value2)s for %(value3)s of %(value4)s visits.")
        % {
            "value1": usd(fees.paid_usd),
            "value2": on_file.job.site.utility.short_name,
            "value3": len(on_file.payments),
            "value4": len(fees.fees),
        },
        sections=[
            section(_("Fees per visit"), _fee_rows(fees), table=_fee_table(on_file, fees), uploads=receipts)
        ],
    )


def _account_rows(job: Job, facts: PacketFacts) -> Rows:
    role = RoleOnJob.objects.of(job).filter(role=PersonRole.ACCOUNT_HOLDER).select_related("person").first()
    person = role.person if role else None
    holder = str(assessed(job).get("facts", {}).get("account_holder") or "–")
    return [
        [_("Account holder, as on the bill"), facts.holder_name],
        [_("Service-account number"), facts.account_number],
        [_("Meter number, face and bill"), facts.bill_meter_number],
        [_("Meter's face read by"), facts.meter_read or "–"],
        [_("Account compared with the bill"), facts.account_read or "–"],
        [_("Service address"), job.site.address],
        [_("Account holder is"), holder.capitalize()],
        [_("Phone"), person.phone if person and person.phone else "–"],
        [_("E-mail"), person.email if person and person.email else "–"],
    ]


def _adapter_rows(adapter: Adapter) -> Rows:
    model = adapter.model
    read = _("read %(day1)s") % {"day1": day(model.approval_checked_on)}
    return [
        [_("Maker"), model.maker],
        [_("Model"), model.model],
        [_("Serial number"), adapter.serial],
        [_("Type"), _("Isolating") if model.isolating else _("Not isolating")],
        [_("On the product list"), f"{model.approval_source}, {read}"],
    ]


def _service_rows(job: Job) -> Rows:
    facts = assessed(job).get("facts", {})
    loads = [LOADS.get(load, str(load)) for load in facts.get("loads") or []]
    return [
        [_("Meter class"), _amps(facts.get("meter_class_amps"))],
        [_("Panel bus"), _amps(facts.get("panel_bus_amps"))],
        [_("Main breaker"), _amps(facts.get("main_breaker_amps"))],
        [_("Attached"), ", ".join(loads) or "–"],
        [_("Circuit"), _amps(facts.get("circuit_amps"))],
    ]


def _signatures(job: Job) -> dict[str, Any]:
    papers = (SignedPaper.CUSTOMER_AGREEMENT, SignedPaper.AUTHORIZATION)
    signed = list(Signature.objects.of(job).standing().filter(paper__in=papers))
    rows = [
        [
            row.get_paper_display(),
            f"{row.name_as_signed}, {day(row.signed_on)}, {SIGNED_HOW[row.method]}",
        ]
        for row in signed
    ]
    uploads = list(dict.fromkeys(row.upload_id for row in signed))
    return section(_("Signatures"), rows, uploads=uploads)


def _amps(value: Any) -> str:
    return f"{value} A" if value is not None else "–"


def _fee_rows(fees: Ledger) -> Rows:
    return [[_("Paid"), usd(fees.paid_usd)], [_("Visits without result"), str(fees.wasted_visits)]]


def _fee_table(on_file: RequestRows, fees: Ledger) -> dict[str, Any]:
    paid = {v.ordinal: on_file.payments[v.pk] for v in on_file.visits if v.pk in on_file.payments}
    paid_by = {ordinal: payment.get_paid_by_display() for ordinal, payment in paid.items()}
    rows = [
        [
            _("Visit %(value1)s") % {"value1": fee.ordinal},
            usd(fee.amount_usd),
            FEE_WORDS[fee.state],
            day(fee.paid_on),
            paid_by.get(fee.ordinal, "–"),
        ]
        for fee in fees.fees
    ]
    return {"head": [_("Visit"), _("Fee"), _("State"), _("Paid on"), _("Paid by")], "rows": rows}
