"""The packet's checklist as rows of the tab; each missing line links to the page where it is supplied."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jobs.job_page.leading import NONE, NextForm
from jobs.job_page.lines import address_of
from jobs.models import Adapter
from jobs.road.job_tabs import page_of_tab
from kilowire.floor.normal.names import compared
from utility_requests.packet import PacketItem
from utility_requests.services.reading import RequestRows

SUPPLIED_AT = {
    "contract": ("Agreement", "jobs:agreement"),
    "holder": ("Copy the bill", "jobs:edit_account"),
    "account": ("Copy the bill", "jobs:edit_account"),
    "bill": ("Copy the bill", "jobs:edit_account"),
    "meter": ("Meter number", "utility_requests:edit_numbers"),
    "agreement": ("File it signed", "utility_requests:sign"),
    "authorization": ("File it signed", "utility_requests:sign"),
}


def packet_rows(
    on_file: RequestRows, packet: tuple[PacketItem, ...], *, may_act: bool
) -> list[dict[str, Any]]:
    """Return one row per line of the packet."""
    return [
        {
            "label": item.label,
            "ok": item.ok,
            "answer": item.answer if item.ok else f"{item.missing[0].upper()}{item.missing[1:]}.",
            "spellings": _spellings(*item.differing) if item.differing else {},
            "act": _act(on_file, item) if may_act and not item.ok and on_file.request else None,
        }
        for item in packet
    ]


def _spellings(signed: str, bill: str) -> dict[str, Any]:
    """Return both names in pieces, of which those that differ say so."""
    return dict(zip(("Signed", "Bill"), compared(signed, bill), strict=True))


def supplied_at(on_file: RequestRows, item: PacketItem) -> NextForm:
    """Return the form in which a missing line of the packet is supplied; not ours while others supply it."""
    found = _act(on_file, item)
    waited_for = item.key == "adapter" and on_file.adapter is not None and not on_file.adapter.serial
    return NextForm(found["url"], ours=not waited_for) if found else NONE


def _act(on_file: RequestRows, item: PacketItem) -> dict[str, str] | None:
    """Return the button of a missing line: its label, and the URL of the form where it is supplied."""
    number = on_file.job.number
    if item.key == "fee":
        return _fee(on_file)
    if item.key == "adapter":
        label, name = _adapter(on_file.adapter)
    elif item.key == "verdict":
        label, name = "Assessment", page_of_tab("assessment")
    elif item.key in ("agreement", "authorization") and item.answer:
        label, name = "Replace it", "utility_requests:replace_signed"
    else:
        from_the_bill = item.key == "meter" and "bill" in item.missing and not item.answer
        label, name = SUPPLIED_AT["bill" if from_the_bill else item.key]
    return {"label": label, "url": address_of(name, number)}


def _fee(on_file: RequestRows) -> dict[str, str] | None:
    if on_file.coming is None:
        return None
    address = reverse("utility_requests:record_fee", args=[on_file.job.number, on_file.coming.ordinal])
    return {"label": "Record the payment", "url": address}


def _adapter(adapter: Adapter | None) -> tuple[str, str]:
    """Return the button's label and the URL name of the adapter's next act."""
    if adapter is None:
        return "Order the adapter", "jobs:order_adapter"
    if not adapter.serial:
        return "It has come", "jobs:receive_adapter"
    return "Adapter", "jobs:installation"
