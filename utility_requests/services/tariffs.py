"""The fee tariff: load it from its file, add a fee from a given day, withdraw one that is not used."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from jobs.directory.csv_tables import BadDirectoryFile
from jobs.models import Utility
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User
from utility_requests.directory import FEE_TARIFFS, FOLDER
from utility_requests.models import FeePayment, FeeTariff, SiteVisit
from utility_requests.tariffs import NoTariff


@transaction.atomic
def load_tariffs(*, folder: Path = FOLDER) -> int:
    """Load the tariffs in the file that are not on record yet, and return how many were new.

    A day that has a tariff, valid or withdrawn, is left as it is. Raises BadDirectoryFile.
    """
    rows = FEE_TARIFFS.read(folder)
    utilities = {utility.key: locked(utility) for utility in Utility.objects.all()}
    strange = sorted({row["utility"] for row in rows} - set(utilities))
    if strange:
        raise BadDirectoryFile([f"{FEE_TARIFFS.file_name}: there is no utility “{key}”." for key in strange])
    added = 0
    for row in rows:
        utility, first_day = utilities[row["utility"]], row["effective_from"]
        if FeeTariff.objects.of_utility(utility).filter(effective_from=first_day).exists():
            continue
        source = f"{row['source']} (read {spoken_day(row['checked_on'])})"
        FeeTariff.objects.create(
            utility=utility, effective_from=first_day, amount_usd=row["amount_usd"], source=source[:300]
        )
        added += 1
    return added


@transaction.atomic
def add_tariff(
    *, utility: Utility, amount_usd: Decimal, effective_from: date, source: str, by: User
) -> FeeTariff:
    """Add a fee in USD that is valid from a given day; payments and fees due earlier keep their amounts.

    Refused for a past day, since fees that became due since then are frozen.
    """
    utility = locked(utility)
    standing = FeeTariff.objects.in_force().of_utility(utility).filter(effective_from=effective_from).first()
    if standing:
        raise Refused(
            f"{_who(standing)} already recorded {standing}; take that one back first.",
            field="effective_from",
        )
    first = not FeeTariff.objects.in_force().of_utility(utility).exists()
    if effective_from < timezone.localdate() and not first:
        raise Refused("A fee is added from today on or later: older fees are frozen.", field="effective_from")
    return FeeTariff.objects.create(
        utility=utility, amount_usd=amount_usd, effective_from=effective_from, source=source, entered_by=by
    )


@transaction.atomic
def withdraw_tariff(*, tariff: FeeTariff, by: User) -> FeeTariff:
    """Withdraw a tariff that was entered by mistake; refused once a visit or a payment uses it."""
    locked(tariff.utility)
    tariff = locked(tariff)
    if tariff.withdrawn_on:
        raise Refused(f"This fee was already taken back on {spoken_day(tariff.withdrawn_on)}.")
    if SiteVisit.objects.filter(tariff=tariff).exists() or FeePayment.objects.filter(tariff=tariff).exists():
        raise Refused("Visits rest on this fee; add a fee from a later day instead.")
    tariff.withdrawn_on = timezone.localdate()
    tariff.save(update_fields=["withdrawn_on"])
    return tariff


def tariff_for(utility: Utility, on: date) -> FeeTariff:
    """Return the tariff of this utility on this day; refused if none is on record."""
    try:
        return FeeTariff.objects.in_force().of_utility(utility).on(on)
    except NoTariff as nothing:
        raise Refused(f"{utility.short_name}: {nothing}") from None


def _who(tariff: FeeTariff) -> str:
    return tariff.entered_by.name if tariff.entered_by else "The directory file"
