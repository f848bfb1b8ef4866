"""The packet's checklist: what is missing, and who can supply it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from utility_requests.packet import (
    PacketAdapter,
    PacketFacts,
    Signed,
    checklist,
    sentence_of_missing,
)

DAY = date(2026, 11, 2)
HANA = Signed("Hana Ito", DAY, by_holder=True)
COMPLETE = PacketFacts(
    kind="installation",
    utility="SCE",
    eligible_on=DAY,
    agreed_on=DAY,
    holder_name="Hana Ito",
    account_number="700-1",
    bill_meter_number="222-014-7781",
    meter_face_number="2220147781",
    agreement=HANA,
    authorization=HANA,
    fee_paid_on=DAY,
    adapter=PacketAdapter("ConnectDER EV MSA", "CD-1", "approved", DAY),
)


def missing(**changed: object) -> dict[str, str]:
    return {item.key: item.missing for item in checklist(replace(COMPLETE, **changed)) if not item.ok}


def test_a_complete_packet_misses_nothing() -> None:
    assert missing() == {}
    assert sentence_of_missing(checklist(COMPLETE)) == ""


@pytest.mark.parametrize(
    ("changed", "key", "said"),
    [
        ({"eligible_on": None}, "verdict", "the office settles the eligibility verdict"),
        ({"agreed_on": None}, "contract", "the owner signs the contract"),
        ({"holder_name": ""}, "holder", "the account holder's name is copied from the bill"),
        ({"account_number": ""}, "account", "the service-account number is copied from the bill"),
        ({"bill_meter_number": ""}, "meter", "the meter number is copied from the bill"),
        ({"meter_face_number": ""}, "meter", "the technician reads the meter number off its face"),
        ({"meter_face_number": "222-014-7782"}, "meter", "the meter's face says 222-014-7782"),
        ({"agreement": None}, "agreement", "Hana Ito signs the customer agreement"),
        ({"authorization": None}, "authorization", "Hana Ito signs the authorization"),
        ({"fee_paid_on": None}, "fee", "the fee is paid and its receipt filed"),
        ({"adapter": None}, "adapter", "the office orders the adapter"),
        ({"adapter": PacketAdapter("X", "", "approved")}, "adapter", "the adapter's serial number"),
        (
            {"adapter": PacketAdapter("X", "1", "unknown")},
            "adapter",
            "X was not found yet on SCE's product list",
        ),
        ({"adapter": PacketAdapter("X", "1", "not_approved")}, "adapter", "X is not on SCE's product list"),
    ],
)
def test_what_is_missing_is_said_with_who_supplies_it(
    changed: dict[str, object], key: str, said: str
) -> None:
    found = missing(**changed)
    assert list(found) == [key]
    assert said in found[key]


def test_a_signature_of_somebody_else_does_not_count() -> None:
    stranger = Signed("Ken Ito", DAY, by_holder=False)
    assert "which Ken Ito signed" in missing(agreement=stranger)["agreement"]


def test_the_name_has_to_be_the_bills_spaces_and_capitals_aside() -> None:
    assert missing(agreement=Signed("HANA  ITO", DAY, by_holder=True)) == {}
    other = missing(authorization=Signed("H. Ito", DAY, by_holder=True))
    assert other == {"authorization": "the authorization says “H. Ito” and the bill says “Hana Ito”"}


def test_a_removal_needs_no_adapter_and_a_fee_that_is_not_charged_is_settled() -> None:
    assert missing(kind="removal", adapter=None) == {}
    assert missing(fee_paid_on=None, fee_not_charged_on=DAY) == {}


def test_the_refusal_names_everything_in_one_sentence() -> None:
    said = sentence_of_missing(checklist(replace(COMPLETE, agreement=None, fee_paid_on=None)))
    assert said == ("Not yet: Hana Ito signs the customer agreement; the fee is paid and its receipt filed.")
