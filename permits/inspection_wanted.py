"""The open items that an inspection needs, from its result. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jobs.open_items.wanted import CITY, FIELD, OFFICE, Over, Wanted
from jobs.road.stages import Milestone
from permits.item_facts import InspectionFacts, PermitFacts, item_key

FINAL = "final"


def of_inspection(permit: PermitFacts, inspection: InspectionFacts) -> Iterator[Wanted | Over]:
    """Yield each item of an inspection: open while it is owed on a live permit of a job that goes on."""
    live = permit.is_live and not permit.job_cancelled
    for name, is_owed in _owed(permit, inspection).items():
        if live and is_owed:
            yield replace(_item(name, permit, inspection), opens=inspection.written)
        elif name == "inspection":
            held_on = inspection.decided_on or permit.today
            yield Over(item_key(name, inspection.pk), on=held_on, note=inspection.result_word)
        else:
            yield Over(item_key(name, inspection.pk), on=permit.today)


def _owed(permit: PermitFacts, inspection: InspectionFacts) -> dict[str, bool]:
    passed = inspection.result == "passed" and inspection.revoked_on is None
    return {
        "inspection": not inspection.result,
        "mend": inspection.result == "failed" and inspection.mended_on is None,
        "card": passed and inspection.kind == FINAL and not inspection.has_card,
        "revoked": inspection.revoked_on is not None and permit.is_open,
    }


def _item(name: str, permit: PermitFacts, inspection: InspectionFacts) -> Wanted:
    key, word = item_key(name, inspection.pk), inspection.word
    blocks = _blocks(permit, inspection)
    if name == "inspection":
        return Wanted(
            key,
            CITY,
            f"Hold the {word} under the {permit.named}",
            act=f"permits:passed {inspection.pk}",
            since_on=inspection.asked_on,
            expected_on=inspection.scheduled_on,
            window=inspection.window,
            blocks=blocks,
        )
    if name == "mend":
        what = f"Mend what the {word} found"
        act = f"permits:mended {inspection.pk}"
        return Wanted(key, FIELD, what, act=act, since_on=inspection.decided_on, blocks=blocks)
    if name == "card":
        what, closed_out = f"File the signed card of the {word}", Milestone.CLOSED_OUT.value
        act = f"permits:card {inspection.pk}"
        return Wanted(key, OFFICE, what, act=act, since_on=inspection.decided_on, blocks=closed_out)
    asked = any(each.kind == inspection.kind and not each.result for each in permit.inspections)
    what = f"Settle with the city why it took back the {word}{'' if asked else ', and ask for another'}"
    act = f"permits:ask {permit.pk}"
    return Wanted(key, OFFICE, what, act=act, since_on=inspection.revoked_on, blocks=blocks)


def asking(permit: PermitFacts) -> Iterator[Wanted | Over]:
    """Yield the item to ask for another inspection of a kind, until that is done or the permit ended."""
    awaited = {each.kind for each in permit.inspections if not each.result}
    for kind in sorted({each.kind for each in permit.inspections}):
        key = item_key(f"ask-{kind}", permit.pk)
        if kind in awaited:
            yield Over(key)
        elif not permit.is_live:
            yield Over(key, on=permit.today)
    after = next((each for each in permit.inspections if each.pk == permit.asks_after), None)
    if after and permit.is_open and not permit.job_cancelled and after.kind not in awaited:
        yield Wanted(
            item_key(f"ask-{after.kind}", permit.pk),
            OFFICE,
            _what_to_ask(after),
            act=f"permits:ask {permit.pk}",
            since_on=after.mended_on or after.decided_on,
            blocks=_blocks(permit, after),
        )


def _what_to_ask(after: InspectionFacts) -> str:
    if after.result == "cancelled":
        return f"Ask the city anew for its {after.word}"
    if after.result == "failed":
        return f"Ask the city to come again: {after.word}"
    return "Ask the city for its second final, once the adapter is set"


def _blocks(permit: PermitFacts, inspection: InspectionFacts) -> str:
    """Return the milestone that an item blocks; only a final's items do, since the stamp needs no other."""
    return permit.blocks(Milestone.INSPECTION_PASSED.value) if inspection.kind == FINAL else ""
