"""What the agreement summary says, frozen when it is issued."""

from __future__ import annotations

from typing import Any

from jobs.models import (
    Agreement,
)
from jobs.papers.services.record_shape import Rows, day, record_context, section, usd


def agreement_context(agreement: Agreement) -> dict[str, Any]:
    job = agreement.job
    rows: Rows = [
        ["Contract price", usd(agreement.price_usd)],
        ["Deposit", usd(agreement.deposit_usd)],
        ["Signed on", day(agreement.signed_on)],
        ["Notices given on", day(agreement.notices_given_on)],
        ["Right to cancel until", day(agreement.cancellable_until_on)],
        ["Work to begin about", day(agreement.starts_about_on)],
        ["Work to end about", day(agreement.ends_about_on)],
    ]
    return record_context(
        job,
        agreement.signed_on,
        summary=f"Signed on {day(agreement.signed_on)} for {usd(agreement.price_usd)}.",
        sections=[section("Contract", rows), section("Scope", [], note=agreement.scope)],
    )
