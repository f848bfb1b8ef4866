"""What a contract may ask for: its price, and the deposit that the law allows."""

from __future__ import annotations

from decimal import Decimal

from jobs.agreement.deposits import is_lawful_deposit, largest_deposit_usd
from jobs.models import Job
from kilowire.floor.refusals import Refused


def refuse_price(job: Job, price_usd: Decimal) -> None:
    """Refuse a price of $0, unless the job answers a warranty claim."""
    if not price_usd and job.answers_claim is None:
        raise Refused(
            "Only a job that answers a warranty claim may cost $0: say under “Warranty claim” which one.",
            field="price_usd",
        )


def refuse_deposit(price_usd: Decimal, deposit_usd: Decimal) -> None:
    """Refuse a deposit above the legal maximum for the price first signed; both in USD."""
    if not is_lawful_deposit(deposit_usd, price_usd):
        raise Refused(
            f"At most ${largest_deposit_usd(price_usd):,.2f} may be asked for before the work: the lesser of "
            "$1,000 and a tenth of the price.",
            field="deposit_usd",
        )
