"""Whether the packet is complete: what the utility requires with an application, and who supplies it. Pure.

This is separate from eligibility: an eligible house whose form is not signed has no complete application.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kilowire.floor.days import spoken_day
from kilowire.floor.normal.names import same_name
from kilowire.floor.normal.numbers import same_number

REMOVAL = "removal"
APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature on one of the utility's papers; ``by_holder``: the signer is the current account holder."""

    name: str
    on: date
    by_holder: bool


@dataclass(frozen=True, slots=True)
class PacketAdapter:
    """The adapter as bought, with its status on the utility's product list."""

    title: str
    serial: str
    approval: str
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class PacketFacts:
    """The facts about the packet, from the jobs app and this one.

    ``account_read``: who compared the account with the bill, and when. ``meter_read``: who read the number
    off the meter's face, and when. Both in words, empty where it is not known.
    """

    kind: str
    utility: str
    eligible_on: date | None = None
    agreed_on: date | None = None
    holder_name: str = ""
    account_number: str = ""
    bill_meter_number: str = ""
    account_read: str = ""
    meter_face_number: str = ""
    meter_read: str = ""
    agreement: Signed | None = None
    authorization: Signed | None = None
    fee_paid_on: date | None = None
    fee_not_charged_on: date | None = None
    adapter: PacketAdapter | None = None


@dataclass(frozen=True, slots=True)
class PacketItem:
    """One line of the checklist: what is required, what is on file, and what is missing from whom.

    ``differing`` has two names that should be the same and are not: as signed, and as on the bill.
    """

    key: str
    label: str
    answer: str = ""
    missing: str = ""
    differing: tuple[str, str] | None = None

    @property
    def ok(self) -> bool:
        return not self.missing


def checklist(facts: PacketFacts) -> tuple[PacketItem, ...]:
    """Return every line of the packet, in the order in which it is collected."""
    return tuple(_items(facts))


def sentence_of_missing(items: tuple[PacketItem, ...]) -> str:
    """Return what keeps the application from being sent, in one sentence; empty if the packet is complete."""
    missing = [item.missing for item in items if not item.ok]
    return f"Not yet: {'; '.join(missing)}." if missing else ""


def _items(facts: PacketFacts) -> Iterator[PacketItem]:
    yield _dated(
        "verdict", "Eligibility decided", facts.eligible_on, "the office settles the eligibility verdict"
    )
    yield _dated("contract", "Contract signed", facts.agreed_on, "the owner signs the contract")
    yield _written(
        "holder", "Account holder's name as on the bill", facts.holder_name,
        "the account holder's name is copied from the bill",
    )  # fmt: skip
    checked = f", compared with the bill ({facts.account_read})" if facts.account_read else ""
    yield _written(
        "account", "Service-account number", facts.account_number and f"{facts.account_number}{checked}",
        "the service-account number is copied from the bill",
    )  # fmt: skip
    yield _meter(facts)
    yield _signature(
        facts, "agreement", "Customer agreement signed", "the customer agreement", facts.agreement
    )
    yield _signature(
        facts, "authorization", "Authorization signed, since we send the application", "the authorization",
        facts.authorization,
    )  # fmt: skip
    if facts.kind != REMOVAL:
        yield _adapter(facts)
    yield _fee(facts)


def _dated(key: str, label: str, on: date | None, missing: str) -> PacketItem:
    return PacketItem(key, label, _day(on)) if on else PacketItem(key, label, missing=missing)


def _written(key: str, label: str, value: str, missing: str) -> PacketItem:
    return PacketItem(key, label, value) if value else PacketItem(key, label, missing=missing)


def _meter(facts: PacketFacts) -> PacketItem:
    key, label = "meter", "Meter number on its face is the bill's"
    bill, face = facts.bill_meter_number, facts.meter_face_number
    if not bill:
        return PacketItem(key, label, missing="the meter number is copied from the bill")
    if not face:
        return PacketItem(key, label, missing="the technician reads the meter number off its face")
    if not same_number(bill, face):
        return PacketItem(
            key, label, f"face {face}, bill {bill}",
            f"the meter's face says {face} and the bill says {bill}: the technician reads it again, or the "
            "homeowner sends the bill of this meter",
        )  # fmt: skip
    return PacketItem(key, label, f"{face}, read by {facts.meter_read}" if facts.meter_read else face)


def _signature(facts: PacketFacts, key: str, label: str, paper: str, signed: Signed | None) -> PacketItem:
    holder = facts.holder_name or "the account holder"
    if signed is None:
        return PacketItem(key, label, missing=f"{holder} signs {paper}")
    answer = f"{signed.name}, {_day(signed.on)}"
    if not signed.by_holder:
        return PacketItem(key, label, answer, f"{holder} signs {paper}, which {signed.name} signed")
    if facts.holder_name and not same_name(signed.name, facts.holder_name):
        said = f"{paper} says “{signed.name}” and the bill says “{facts.holder_name}”"
        return PacketItem(key, label, answer, said, differing=(signed.name, facts.holder_name))
    return PacketItem(key, label, answer)


def _adapter(facts: PacketFacts) -> PacketItem:
    key, label, adapter = "adapter", "Adapter bought, and approved by the utility", facts.adapter
    if adapter is None:
        return PacketItem(key, label, missing="the office orders the adapter")
    if not adapter.serial:
        return PacketItem(
            key, label, adapter.title, "the office records the adapter's serial number on its arrival"
        )
    if adapter.approval != APPROVED:
        standing = "is not on" if adapter.approval == "not_approved" else "was not found yet on"
        return PacketItem(
            key, label, adapter.title,
            f"{adapter.title} {standing} {facts.utility}'s product list: the office looks it up",
        )  # fmt: skip
    checked = f", list read {_day(adapter.checked_on)}" if adapter.checked_on else ""
    return PacketItem(key, label, f"{adapter.title}, {adapter.serial}{checked}")


def _fee(facts: PacketFacts) -> PacketItem:
    key, label = "fee", "Fee paid, with its receipt"
    if facts.fee_paid_on:
        return PacketItem(key, label, _day(facts.fee_paid_on))
    if facts.fee_not_charged_on:
        return PacketItem(key, label, f"not charged, said {_day(facts.fee_not_charged_on)}")
    return PacketItem(key, label, missing="the fee is paid and its receipt filed")


def _day(on: date | None) -> str:
    return spoken_day(on) if on else ""
