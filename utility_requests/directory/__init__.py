"""The utility's fees as CSV: which utility, how much, from which day, and who says so."""

from __future__ import annotations

from pathlib import Path

from jobs.directory.csv_tables import Table, amount, day, slug, text

FOLDER = Path(__file__).parent
FEE_TARIFFS = Table(
    "fee_tariffs.csv",
    {
        "utility": slug,
        "amount_usd": amount(2),
        "effective_from": day,
        "source": text(300),
        "checked_on": day,
    },
    key=("utility", "effective_from"),
)
