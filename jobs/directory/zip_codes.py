"""Which city and county a California ZIP code belongs to, where it lies, and which utility it suggests.

The table is `zip_codes.csv`. City of the post office, county and centroid are those of the package `zipcodes`
3.0.0 (MIT), read on 27 November 2026. The utility is a suggestion by city and county, to be confirmed on the
bill: some cities are shared by several utilities, and have none here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("zip_codes.csv")


@dataclass(frozen=True, slots=True)
class Place:
    """A ZIP code; ``utility`` is a key of the directory, empty where nobody can tell by the ZIP code."""

    postal_code: str
    city: str
    county: str
    latitude: float
    longitude: float
    utility: str


def place_of(postal_code: str) -> Place | None:
    """Return the place of a ZIP code of five or nine digits; None for one that is not in California."""
    return _places().get(postal_code.strip()[:5])


@lru_cache(maxsize=1)
def _places() -> dict[str, Place]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["postal_code"]: Place(
                row["postal_code"],
                row["city"],
                row["county"],
                float(row["latitude"]),
                float(row["longitude"]),
                row["utility"],
            )
            for row in csv.DictReader(file)
        }
