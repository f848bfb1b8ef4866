"""The papers of the contract: its summary with the signed change orders, and the latest change order."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from jobs.models import Agreement, ChangeOrder, Document, Job
from jobs.papers.services import paperwork
from jobs.papers.services.record_shape import Rows, day, record_context, section, usd
from jobs.road.paper_kinds import PaperKind
from kilowire.models import User


def issue_summary(agreement: Agreement, by: User, on: date | None) -> None:
    """Issue the summary of the contract as it is signed. The caller has locked the job."""
    paperwork.issue_document(
        job=agreement.job,
        kind=PaperKind.AGREEMENT_SUMMARY,
        context=agreement_context(agreement),
        by=by,
        on=on,
    )


def issue_change_order(job: Job, by: User, because: str = "", on: date | None = None) -> None:
    """Issue the change order that waits for its signature, else the one signed last; none ends the paper."""
    orders = ChangeOrder.objects.of(job)
    order = orders.pending().first() or orders.in_force().last()
    if order is None:
        for paper in Document.objects.of(job).in_force().of_kind(PaperKind.CHANGE_ORDER):
            paperwork.end_paper(document=paper, because=because, by=by, on=on)
        return
    paperwork.issue_document(
        job=job, kind=PaperKind.CHANGE_ORDER, context=change_order_context(order), by=by, on=on
    )


def agreement_context(agreement: Agreement) -> dict[str, Any]:
    job, signed = agreement.job, list(ChangeOrder.objects.of(agreement.job).in_force())
    rows: Rows = [
        [_("Contract price"), usd(agreement.price_usd)],
        [_("Deposit"), usd(agreement.deposit_usd)],
        [_("Signed on"), day(agreement.signed_on)],
        [_("Notices given on"), day(agreement.notices_given_on)],
        [_("Right to cancel until"), day(agreement.cancellable_until_on)],
        [_("Work to begin about"), day(agreement.starts_about_on)],
        [_("Work to end about"), day(agreement.ends_about_on)],
    ]
    changes = [section(_("Signed change orders"), [], table=_table_of(signed))] if signed else []
    return record_context(
        job,
        agreement.signed_on,
        summary=_signed(agreement, signed),
        sections=[
            section(_("Contract"), rows),
            *changes,
            section(_("Scope"), [], note=agreement.scope),
        ],
    )


def _signed(agreement: Agreement, changes: list[ChangeOrder]) -> str:
    words = {"day1": day(agreement.signed_on), "value1": usd(agreement.first_price_usd)}
    if not changes:
        return _("Signed on %(day1)s for %(value1)s.") % words
    latest = {"value2": changes[-1].number, "value3": usd(agreement.price_usd)}
    said = _("Signed on %(day1)s for %(value1)s. With change order %(value2)s, %(value3)s.")
    return said % {**words, **latest}


def change_order_context(order: ChangeOrder) -> dict[str, Any]:
    """Return the frozen context of one change order: what changes, and the signature or its absence."""
    rows: Rows = [
        [_("Change order"), str(order.number)],
        [_("Written on"), day(order.written_on)],
        [_("Price as signed before"), usd(order.price_before_usd)],
        [_("New price"), usd(order.price_usd)],
        [_("Because"), order.because],
        [_("The work that it covers begins"), day(order.work_begins_on)],
        [_("Signed on"), day(order.signed_on)],
    ]
    if order.signed_late:
        rows.append([_("Note"), _("Signed after the work that it covers had begun.")])
    waits = _("Not signed: the contract stands as it was signed before.")
    signed = _("Signed by the owner on %(day1)s.") % {"day1": day(order.signed_on)}
    sections = [section(_("What changes"), rows), section(_("New scope"), [], note=order.scope)]
    if order.scope != order.scope_before:
        sections.append(section(_("Scope as signed before"), [], note=order.scope_before))
    context = record_context(
        order.job, order.written_on, summary=signed if order.signed_on else waits, sections=sections
    )
    return {**context, "to_sign": order.signed_on is None}


def _table_of(orders: list[ChangeOrder]) -> dict[str, Any]:
    return {
        "head": [_("Change order"), _("Signed on"), _("New price")],
        "rows": [[str(order.number), day(order.signed_on), usd(order.price_usd)] for order in orders],
    }
