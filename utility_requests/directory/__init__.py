"""The utilities' fees per visit as CSV: utility, amount in USD, first day, and source."""

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
