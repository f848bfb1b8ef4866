"""Sample content for the style page, in the shapes that docs/design.md names."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any


def samples(now: datetime) -> dict[str, Any]:
    """Return the context that the pages of a job would pass to their templates."""
    return {
        "roads": ROADS,
        "wire": ROADS[0][1],
        "lights": [
            light("City", "done", "permit"),
            light("SCE", "wait", "visit 24 Nov"),
            light("Build", "go", "test"),
        ],
        "lights_early": [
            light("City", "off", "not yet"),
            light("SCE", "bad", "denied"),
            light("Build", "off", "not yet"),
        ],
        "sentence": SENTENCE,
        "open_items": OPEN_ITEMS,
        "timeline": timeline(now),
        "papers": PAPERS,
        "pager": {"shown": "51–100", "total": "1,204", "newer": "?before=1", "older": "?after=2"},
        "acts": ACTS,
        "head": HEAD,
        "tabs": TABS,
    }


def light(label: str, state: str, word: str) -> dict[str, str]:
    return {"label": label, "state": state, "word": word}


def node(label: str, state: str, when: str = "", track: str = "main") -> dict[str, str]:
    return {"label": label, "state": state, "when": when, "track": track}


def timeline(now: datetime) -> list[dict[str, Any]]:
    return [
        {"at": now - timedelta(minutes=12), "who": "", "what": "Homeowner opened the status page"},
        {
            "at": now - timedelta(hours=5),
            "who": "Cruz",
            "what": "Circuit installed",
            "detail": "60 A, 48 A charger",
        },
        {"at": now - timedelta(days=4), "who": "Olive", "what": "SCE approved the request"},
        {"at": now - timedelta(days=40), "who": "Olive", "what": "Fee receipt filed"},
    ]


START = [
    node("Intake", "done", "2 Oct"),
    node("Assessment", "done", "6 Oct"),
    node("Eligibility", "done", "6 Oct"),
    node("Agreement", "done", "9 Oct"),
]
END = [node("Commissioning", "ahead"), node("Close-out", "ahead"), node("Warranty", "ahead")]
ROADS = [
    (
        "An installation that waits for the visit",
        [
            *START,
            node("Permit", "done", "21 Oct", "city"),
            node("Applied", "done", "2 Nov", "utility"),
            node("Approved", "done", "12 Nov", "utility"),
            node("Installation", "done", "16 Nov"),
            node("SCE date", "done", "12 Nov", "utility"),
            node("SCE visit", "now", "24 Nov, 8–12", "utility"),
            node("Inspection", "ahead", "", "city"),
            *END,
        ],
    ),
    (
        "City and utility at work at once; a waiver, and something that does not add up",
        [
            *START,
            node("Permit", "now", "asked 12 Oct", "city"),
            node("Applied", "done", "14 Oct", "utility"),
            node("Approved", "waived", "20 Oct", "utility"),
            node("Installation", "ahead"),
            node("SCE date", "ahead", "", "utility"),
            node("SCE visit", "odd", "3 Nov", "utility"),
            node("Inspection", "ahead", "", "city"),
            *END,
        ],
    ),
    (
        "A removal",
        [
            *START,
            node("Applied", "now", "", "utility"),
            node("Approved", "ahead", "", "utility"),
            node("SCE date", "ahead", "", "utility"),
            node("SCE visit", "ahead", "", "utility"),
            node("Close-out", "ahead"),
        ],
    ),
]
SENTENCE = {
    "now": "SCE visits on Tuesday 24 November, 8–12.",
    "next": "Two readiness items are open; Asa takes the photo by Friday.",
    "stake": "A wasted visit may cost another $279.22.",
}
OPEN_ITEMS = [
    {
        "party": "utility",
        "party_word": "SCE",
        "what": "Installation visit",
        "since": "12 Nov",
        "age": "6 business days",
        "expected": "24 Nov",
        "first_said": "19 Nov",
        "blocks": "SCE visit",
        "stake_usd": Decimal("279.22"),
    },
    {
        "party": "homeowner",
        "party_word": "Homeowner",
        "what": "Clear the space before the panel",
        "since": "17 Nov",
        "age": "2 business days",
        "expected": "19 Nov",
        "late": True,
        "url": "#",
        "act": "Record the photo",
    },
    {
        "party": "office",
        "party_word": "Office",
        "what": "Upload the permit",
        "since": "today",
        "blocks": "Close-out",
    },
]
PAPERS = [
    {"id": "paper-1", "label": "Close-out package", "state": "waiting"},
    {"id": "paper-2", "label": "Close-out package", "state": "rendering", "done": 3, "total": 8},
    {
        "id": "paper-3",
        "label": "Warranty certificate",
        "state": "ready",
        "url": "#",
        "text": "1.2 MB · 6 pages",
    },
    {
        "id": "paper-4",
        "label": "Installation record",
        "state": "failed",
        "error": "A photo could not be read. Take it out or replace it, then make the paper again.",
        "retry_url": "#",
    },
]
ACTS = [
    {"label": "Hold", "url": "#"},
    {"label": "Close out", "reason": "The city's final is missing; Olive records it under Permit."},
    {"label": "Undo: this did not happen", "url": "#", "kind": "danger"},
    {"label": "Record SCE visit", "url": "#", "kind": "primary"},
]
HEAD = {
    "number": "KW-1042",
    "kind": "Installation",
    "name": "Marisol Vega",
    "address": "418 Alder Court, Whittier 90601",
    "facts": ["100 A service"],
    "meter": "222-014-7781",
    "state": {"tone": "warn", "word": "on hold since 3 Nov"},
}
TABS = [
    {"label": "Overview", "url": "#"},
    {"label": "Assessment", "url": "#"},
    {"label": "Permit", "url": "#"},
    {"label": "Utility", "url": "#", "current": True},
    {"label": "Installation", "url": "#"},
    {"label": "Papers", "url": "#", "count": 9},
    {"label": "Photos", "url": "#", "count": 23},
    {"label": "History", "url": "#"},
]
