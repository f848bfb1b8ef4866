"""What a homeowner can tell on the phone: as facts of the eligibility contract, and in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobs.road.pre_checks import LIKELY, LOOK, NO, OTHER_UTILITY, PreCheck

_KINDS = ("installation", "replacement", "removal")
_WORDS = {
    LIKELY: ("ok", "Likely"),
    OTHER_UTILITY: ("warn", "Not with this utility"),
    NO: ("bad", "Not as it stands"),
    LOOK: ("wait", "We must look"),
}
_ASKED = {
    "utility": "the utility",
    "request_type": "what is wanted",
    "premises": "home or business",
    "account_holder": "whose bill it is",
    "owner_consent": "the owner's consent",
    "main_breaker_amps": "the main breaker",
    "loads": "solar or battery",
    "meter_adapter_in_socket": "what sits behind the meter",
}
_TOLD = {
    "premises": "Kind of building",
    "account_holder": "Whose bill",
    "main_breaker_amps": "Main breaker (A)",
    "generation": "Solar or battery",
    "meter_adapter_in_socket": "Behind the meter",
}


@dataclass(frozen=True)
class Verdict:
    """A pre-check as a page says it."""

    tone: str
    word: str
    reasons: tuple[str, ...]
    still_to_ask: tuple[str, ...]


def facts_of_call(told: Mapping[str, Any], utility: str | None) -> dict[str, Any]:
    """Return the facts that were told; what was not asked, or is no answer, is None."""
    amps, generation = str(told.get("main_breaker_amps") or ""), told.get("generation")
    loads = {"no": ["ev_charger"], "yes": ["ev_charger", "solar"]}
    kind, behind = told.get("kind"), told.get("meter_adapter_in_socket")
    return {
        "utility": utility,
        "request_type": kind if kind in _KINDS else None,
        "premises": _one_of(told.get("premises"), "residential", "commercial"),
        "account_holder": _one_of(told.get("account_holder"), "owner", "tenant"),
        "main_breaker_amps": int(amps) if amps.isdecimal() and len(amps) <= 4 else None,
        "loads": loads.get(str(generation)),
        "generation_present": {"no": False, "yes": True}.get(str(generation)),
        "meter_adapter_in_socket": _one_of(behind, "none", "gma", "msa", "other"),
    }


def words_of(check: PreCheck) -> Verdict:
    tone, word = _WORDS[check.verdict]
    return Verdict(tone, word, check.reasons, tuple(_ASKED[name] for name in check.asked))


def told_in_words(told: Mapping[str, Any]) -> str:
    """Return one line of what was told, to be kept with the wishes; empty where nothing was asked."""
    said = [f"{label}: {told[name]}" for name, label in _TOLD.items() if told.get(name)]
    return f"Told on the first call: {'; '.join(said)}." if said else ""


def _one_of(value: Any, *known: str) -> str | None:
    return value if value in known else None
