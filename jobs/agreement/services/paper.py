"""The frozen context of the agreement summary."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from jobs.models import (
    Agreement,
)
from jobs.papers.services.record_shape import Rows, day, record_context, section, usd


def agreement_context(agreement: Agreement) -> dict[str, Any]:
    job = agreement.job
    rows: Rows = [
        [_("Contract price"), usd(agreement.price_usd)],
        [_("Deposit"), usd(agreement.deposit_usd)],
        [_("Signed on"), day(agreement.signed_on)],
        [_("Notices given on"), day(agreement.notices_given_on)],
        [_("Right to cancel until"), day(agreement.cancellable_until_on)],
        [_("Work to begin about"), day(agreement.starts_about_on)],
        [_("Work to end about"), day(agreement.ends_about_on)],
    ]
    return record_context(
        job,
        agreement.signed_on,
        summary=f"Signed on {day(agreement.signed_on)} for {usd(agreement.price_usd)}.",
        sections=[section(_("Contract"), rows), section(_("Scope"), [], note=agreement.scope)],
    )
