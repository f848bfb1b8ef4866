"""The tables of the directory: utilities, jurisdictions, adapters, vehicles, and the contractor's first
record."""

from __future__ import annotations

from pathlib import Path

from jobs.directory.csv_tables import (
    Table,
    amount,
    calendar,
    day,
    days,
    one_of,
    slug,
    text,
    weekdays,
    whole_number,
    yes_no,
    yes_no_unknown,
)

FOLDER = Path(__file__).parent
_SOURCE = {"source": text(300), "checked_on": day}

UTILITIES = Table(
    "utilities.csv",
    {
        "key": slug,
        "name": text(120),
        "short_name": text(20),
        "homeowner_name": text(40),
        "fact_value": one_of("sce", "ladwp", "pge", "sdge", "municipal", "unknown"),
        "programme": text(40, empty=True),
        "calendar": calendar,
        "typical_business_days": whole_number(1, 400, empty=True),
        "phone": text(40, empty=True),
        "email": text(120, empty=True),
        **_SOURCE,
    },
)
JURISDICTIONS = Table(
    "jurisdictions.csv",
    {
        "key": slug,
        "name": text(120),
        "county": text(60),
        "portal": text(200, empty=True),
        "calendar": calendar,
        "closed_weekdays": weekdays,
        "closed_days": days,
        "complete_business_days": whole_number(1, 400),
        "approved_business_days": whole_number(1, 400),
        "start_by_days": whole_number(1, 3650),
        "idle_days": whole_number(1, 3650),
        "visit_order": one_of("final_before_set", "set_before_final", "either", "two_finals"),
        "asks_rough_inspection": yes_no,
        "verified": yes_no,
        **_SOURCE,
    },
)
ADAPTERS = Table(
    "adapters.csv",
    {
        "key": slug,
        "maker": text(60),
        "model": text(80),
        "isolating": yes_no,
        "max_circuit_amps": whole_number(1, 400, empty=True),
        "manages_load": yes_no_unknown,
        "warranty_years": amount(1, empty=True),
        "listing": text(200, empty=True),
        "note": text(400, empty=True),
        **_SOURCE,
    },
)
VEHICLES = Table(
    "vehicles.csv",
    {
        "key": slug,
        "name": text(80),
        "usable_kwh": amount(1),
        "onboard_kw": amount(1, empty=True),
        "attribution": text(160, empty=True),
        "source": text(140, empty=True),
        "checked_on": day,
    },
)
COMPANY = Table(
    "company.csv",
    {
        "effective_from": day,
        "name": text(120),
        "cslb_number": text(20),
        "classification": text(20),
        "bond": text(120),
        "workers_compensation": text(120),
        "liability_usd": whole_number(1, 1_000_000_000),
        "phone": text(40, empty=True),
        "email": text(120, empty=True),
        "address": text(200, empty=True),
        **_SOURCE,
    },
    key=("effective_from",),
)
