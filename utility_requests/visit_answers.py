"""Checks for each reason for a wasted visit: return what is wrong in a sentence, or "". Pure.

A fact that nobody recorded never counts as good.
"""

from __future__ import annotations

from utility_requests.visit_evidence import Known

RATING_LIMIT_AMPS = 200  # inclusive: the utility says "up to"


def _unknown(known: Known, **named: str) -> str:
    """Return the first of these facts that nobody recorded, in words; empty if all are recorded."""
    return next(
        (f"{words} is not recorded." for fact, words in named.items() if known.fact(fact) is None), ""
    )


def ready_by_photo(_known: Known) -> str:
    return ""


def facts_agree(known: Known) -> str:
    return f"{known.differences[0]}." if known.differences else ""


def adapter(known: Known) -> str:
    return "" if known.adapter_serial else "The adapter's serial number is not recorded."


def signal_cable(known: Known) -> str:
    unknown = _unknown(
        known,
        device_isolating="Whether the adapter is isolating",
        comms_cable="Whether there is a signal cable",
        comms_conduit_liquidtight="The conduit of the signal cable",
    )
    if unknown:
        return unknown
    wet = known.fact("comms_conduit_liquidtight")
    return "The signal cable runs in liquid-tight conduit; confirm with the utility." if wet else ""


def live_conductors(known: Known) -> str:
    """Judge the conduit as built only: a plan keeps no water out."""
    covered = known.as_built.get("energized_conduit_liquidtight")
    if covered is None:
        return "The conduit as built is not recorded."
    return "" if covered else "Live conductors run outside liquid-tight conduit."


def rating(known: Known) -> str:
    ratings = {"meter_class_amps": "The meter's class", "main_breaker_amps": "The main breaker's rating"}
    over = (
        f"{words} is {known.fact(fact)} A; the most is {RATING_LIMIT_AMPS} A."
        for fact, words in ratings.items()
        if known.fact(fact) is not None and known.fact(fact) > RATING_LIMIT_AMPS
    )
    return next(over, "") or _unknown(known, **ratings)


def violations(known: Known) -> str:
    found = known.fact("esr_violations")
    if found is None:
        return "Nobody has recorded whether the meter panel has violations."
    return f"Still to be put right at the meter panel: {', '.join(found)}." if found else ""


def backfeed(known: Known) -> str:
    if known.fact("generation_present") is False:
        return ""
    named = {
        "generation_present": "Whether there is solar or a battery",
        "backfeed_amps": "The back-feed",
        "panel_bus_amps": "The panel's bus rating",
        "main_breaker_amps": "The main breaker's rating",
    }
    if unknown := _unknown(known, **named):
        return unknown
    backfeed, rating = (
        known.fact("backfeed_amps"),
        min(known.fact("panel_bus_amps"), known.fact("main_breaker_amps")),
    )
    return f"The back-feed of {backfeed} A is more than the panel's {rating} A." if backfeed > rating else ""


def socket(known: Known) -> str:
    fits = known.fact("socket_fits_device")
    if fits is None:
        return "Nobody has recorded whether the socket fits the adapter."
    return "" if fits else "The socket does not fit this adapter."


def lock_ring(known: Known) -> str:
    ring = known.fact("lock_ring")
    if ring is None:
        return "Nobody has recorded whether the meter has a lock ring."
    return "The meter has a lock ring; the utility has to take it off first." if ring else ""


def final(known: Known) -> str:
    passed = "inspection_passed" in known.standing
    return "" if passed else "The city wants its final inspection first, and it has not passed."


def first_final(known: Known) -> str:
    passed = known.first_final_passed_on is not None or "inspection_passed" in known.standing
    return "" if passed else "The city wants a first final before the adapter, and it has not passed."
