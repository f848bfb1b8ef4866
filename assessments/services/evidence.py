"""Which photos a survey needs, and which photo shows which fact."""

from __future__ import annotations

from collections.abc import Mapping

from assessments.facts import FactValue
from jobs.models import PhotoSlot
from jobs.stages import Kind

OF_THE_METER = (PhotoSlot.METER_FACE, PhotoSlot.SEAL, PhotoSlot.SOCKET_RING, PhotoSlot.METER_AREA)
OF_THE_PANEL = (PhotoSlot.PANEL_LABEL, PhotoSlot.PANEL_OPEN, PhotoSlot.MAIN_BREAKER)
WELCOME = (PhotoSlot.CHARGER_LOCATION, PhotoSlot.CONDUIT_ROUTE)

PHOTO_OF_FACT: Mapping[str, PhotoSlot] = {
    "utility": PhotoSlot.METER_FACE,
    "premises": PhotoSlot.METER_AREA,
    "phase": PhotoSlot.METER_FACE,
    "wires": PhotoSlot.METER_FACE,
    "voltage": PhotoSlot.METER_FACE,
    "meter_type": PhotoSlot.METER_FACE,
    "meter_class_amps": PhotoSlot.METER_FACE,
    "meter_adapter_in_socket": PhotoSlot.SOCKET_RING,
    "lock_ring": PhotoSlot.SOCKET_RING,
    "panel_bus_amps": PhotoSlot.PANEL_LABEL,
    "main_breaker_amps": PhotoSlot.MAIN_BREAKER,
    "spare_breaker_slots": PhotoSlot.PANEL_OPEN,
    "generation_present": PhotoSlot.PANEL_OPEN,
    "backfeed_amps": PhotoSlot.PANEL_LABEL,
    "outlet_240v_at_parking": PhotoSlot.CHARGER_LOCATION,
    "energized_conduit_liquidtight": PhotoSlot.CONDUIT_ROUTE,
    "comms_cable": PhotoSlot.CONDUIT_ROUTE,
    "comms_conduit_liquidtight": PhotoSlot.CONDUIT_ROUTE,
}


def required_photos(kind: str, known: Mapping[str, FactValue]) -> tuple[PhotoSlot, ...]:
    """The photos without which a survey is not complete, given the answers so far.

    The meter's face alone shows that another utility serves it. A removal leaves the panel alone.
    """
    if known.get("utility") not in (None, "sce", "unknown"):
        return (PhotoSlot.METER_FACE,)
    if kind == Kind.REMOVAL:
        return OF_THE_METER
    return (*OF_THE_METER, *OF_THE_PANEL)
