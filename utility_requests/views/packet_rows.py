"""The packet's checklist as rows of the tab; each missing line links to the page where it is supplied."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jobs.job_page.lines import address_of
from jobs.road.job_tabs import page_of_tab
from utility_requests.packet import PacketItem
from utility_requests.services.reading import CaseRows

SUPPLIED_AT = {
    "contract": ("Agreement", "jobs:agreement"),
    "holder": ("Copy the bill", "jobs:edit_account"),
    "account": ("Copy the bill", "jobs:edit_account"),
    "bill": ("Copy the bill", "jobs:edit_account"),
    "meter": ("Meter number", "utility_requests:edit_numbers"),
    "agreement": ("File it signed", "utility_requests:sign"),
    "authorization": ("File it signed", "utility_requests:sign"),
    "adapter": ("Adapter", "jobs:installation"),
}


def packet_rows(on_file: CaseRows, packet: tuple[PacketItem, ...], *, may_act: bool) -> list[dict[str, Any]]:
    """Return one row per line of the packet."""
    return [
        {
            "label": item.label,
            "ok": item.ok,
            "answer": item.answer if item.ok else f"{item.missing[0].upper()}{item.missing[1:]}.",
            "act": _act(on_file, item) if may_act and not item.ok and on_file.request else None,
        }
        for item in packet
    ]


def _supplied_at(key: str) -> tuple[str, str]:
    """Return the button's label and the URL name of the page where a line of the packet is supplied."""
    return ("Assessment", page_of_tab("assessment")) if key == "verdict" else SUPPLIED_AT[key]


def _act(on_file: CaseRows, item: PacketItem) -> dict[str, str] | None:
    job = on_file.job
    if item.key == "fee":
        if on_file.coming is None:
            return None
        address = reverse("utility_requests:record_fee", args=[job.number, on_file.coming.ordinal])
        return {"label": "Record the payment", "url": address}
    from_the_bill = item.key == "meter" and "bill" in item.missing and not item.answer
    label, name = _supplied_at("bill" if from_the_bill else item.key)
    return {"label": label, "url": address_of(name, job.number)}
