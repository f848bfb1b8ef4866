"""The columns that a list of jobs may have, and which of its headings is which. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kilowire.floor.normal.numbers import number_key
from kilowire.floor.refusals import Refused


@dataclass(frozen=True)
class Column:
    """One value of a job, and how lists spell its heading, in letters and digits alone."""

    name: str
    label: str
    spelled: str
    for_all: bool = False
    """Whether one value may be given for all rows, where the list has no such column."""

    day: bool = False
    coming: bool = False
    """A day up to today, or any day."""

    @property
    def headings(self) -> tuple[str, ...]:
        return (number_key(self.label), *self.spelled.split())


PAST: tuple[Column, ...] = (
    Column("accepted_on", "Taken on", "acceptedon accepted takenthejob", day=True),
    Column("surveyed_on", "Surveyed on", "surveyed surveydate surveydone", day=True),
    Column("eligible_on", "Found eligible on", "eligibleon eligible", day=True),
    Column("agreed_on", "Contract signed on", "agreedon contractsigned contractdate signedon", day=True),
    Column("permit_applied_on", "Permit applied for on", "permitappliedon permitapplied", day=True),
    Column("permit_number", "Permit number", "permit permitno"),
    Column("permit_issued_on", "Permit issued on", "permitissued", day=True),
    Column("permit_expires_on", "Permit expires on", "permitexpires permitexpiry", coming=True),
    Column(
        "utility_submitted_on",
        "Application sent to the utility on",
        "utilitysubmittedon submittedon applicationsent appliedatutility",
        day=True,
    ),
    Column("utility_reference", "Utility's request number", "utilityreference requestnumber casenumber"),
    Column("adapter_model", "Adapter model", "adapter"),
    Column("adapter_serial", "Adapter serial number", "adapterserial serialnumber"),
    Column("utility_approved_on", "Utility approved on", "utilityapprovedon utilityapproved", day=True),
    Column("circuit_installed_on", "Circuit installed on", "circuitinstalled installedon", day=True),
    Column("outage_confirmed_on", "Utility gave its day on", "outageconfirmedon", day=True),
    Column("utility_visit_on", "Day of the utility's visit", "utilityvisiton utilityvisit", coming=True),
    Column("adapter_set_on", "Adapter set on", "adapterset", day=True),
    Column("inspection_passed_on", "Final passed on", "inspectionpassedon finaldate", day=True),
    Column("inspector", "Inspector", "inspectorname"),
    Column("commissioned_on", "Charger tested on", "commissionedon commissioned", day=True),
)
"""What is known of a job that is under way already: days that were, days to come, and numbers."""
COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        "Homeowner",
        "name homeownername customer customername fullname client clientname owner ownername contactname",
    ),
    Column("first_name", "First name", "first givenname"),
    Column("last_name", "Last name", "last surname familyname"),
    Column(
        "phone", "Phone", "phonenumber telephone tel mobile cell cellphone mobilephone primaryphone phone1"
    ),
    Column("email", "Email", "emailaddress mail email1"),
    Column("language", "Language", "preferredlanguage lang", for_all=True),
    Column("is_65_or_over", "Owner 65 or over", "65orover is65orover over65 senior"),
    Column(
        "street",
        "Street and number",
        "street streetaddress address1 addressline1 serviceaddress street1 siteaddress houseaddress",
    ),
    Column("unit", "Unit", "apt apartment suite address2 addressline2 street2"),
    Column("address", "Whole address", "address fulladdress propertyaddress"),
    Column("city", "City", "town servicecity"),
    Column("postal_code", "ZIP code", "zip postalcode postcode zip5 servicezip"),
    Column("jurisdiction", "Building department", "jurisdiction ahj permittingcity", for_all=True),
    Column("utility", "Utility", "utilitycompany powercompany electricutility", for_all=True),
    Column("kind", "What is wanted", "kind kindofjob jobtype requesttype", for_all=True),
    Column("wishes", "Wishes", "notes note comments comment remarks description"),
    Column("gate_note", "Gate, lock or code", "gate gatenote gatecode lock"),
    Column("dog_note", "Dog", "dognote pets pet dogs"),
    Column("access_note", "Other access notes", "access accessnote accessnotes"),
    Column(
        "account_number",
        "Service-account number",
        "accountnumber account serviceaccount utilityaccount sceaccount sceaccountnumber",
    ),
    Column("meter_number", "Meter number", "meter meterno meternumberonthebill"),
    Column("opened_on", "Day of the first call", "openedon opened firstcall created createdon datecreated"),
    Column(
        "reference",
        "Number in the list's own system",
        "reference id leadid customerid jobid jobnumber ref externalid",
    ),
    *PAST,
)
BY_NAME = {column.name: column for column in COLUMNS}


@dataclass(frozen=True)
class Chosen:
    """Which place of a row holds which value, and the values that all rows have."""

    places: Mapping[str, int] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"places": dict(self.places), "always": dict(self.always)}


def guessed(headings: Sequence[str], taken: Chosen | None = None, left_out: Sequence[str] = ()) -> Chosen:
    """Return what the headings say by themselves, beside what is ``taken``; ``left_out`` is not looked for.

    An *Address* beside columns for city and ZIP code is the street.
    """
    taken = taken or Chosen()
    keys = [number_key(heading) for heading in headings]
    places, used = dict(taken.places), set(taken.places.values())
    for column in COLUMNS:
        if column.name in places or column.name in taken.always or column.name in left_out:
            continue
        found = (keys.index(each) for each in column.headings if each in keys)
        place = next((place for place in found if place not in used), None)
        if place is not None:
            places[column.name] = place
            used.add(place)
    guess = "address" in places and "address" not in taken.places
    if guess and "street" not in places and {"city", "postal_code"} <= set(places):
        places["street"] = places.pop("address")
    return Chosen(places, taken.always)


def chosen_by_map(said: object, headings: Sequence[str]) -> Chosen:
    """Return what a map says, with the rest guessed.

    A map is ``{"name": "Customer", "utility": {"always": "SCE"}, "wishes": null}``: the heading of each
    value, a value for all rows, or null for none. ``{"Customer": "name"}`` is understood too. A name that is
    neither a value's nor a heading's is ``Refused``.
    """
    if not isinstance(said, dict):
        raise Refused('A map is an object such as {"name": "Customer", "utility": {"always": "SCE"}}.')
    places: dict[str, int] = {}
    always: dict[str, str] = {}
    left_out: list[str] = []
    for key, value in said.items():
        if key in BY_NAME and value is None:
            left_out.append(key)
        elif key in BY_NAME and isinstance(value, dict) and isinstance(value.get("always"), str):
            always[key] = value["always"]
        elif key in BY_NAME:
            places[key] = _place_of(value, headings)
        elif isinstance(value, str) and value in BY_NAME:
            places[value] = _place_of(key, headings)
        else:
            raise Refused(
                f"The map names “{key}”, which is no value of a job. There are: {', '.join(BY_NAME)}."
            )
    return guessed(headings, Chosen(places, always), left_out)


def _place_of(heading: object, headings: Sequence[str]) -> int:
    keys = [number_key(each) for each in headings]
    if isinstance(heading, str) and number_key(heading) in keys:
        return keys.index(number_key(heading))
    raise Refused(
        f"No column of the list is called “{heading}”. It has: {', '.join(filter(None, headings))}."
    )


def refuse_incomplete(chosen: Chosen) -> None:
    """Raise ``Refused`` where no column says who or where."""
    has = set(chosen.places) | set(chosen.always)
    lacking = []
    if not has & {"name", "first_name", "last_name"}:
        lacking.append("the homeowner's name")
    if "address" not in has:
        lacking += [
            BY_NAME[name].label.lower().replace("zip", "ZIP")
            for name in ("street", "city", "postal_code")
            if name not in has
        ]
    if lacking:
        raise Refused(f"Choose the columns of {', '.join(lacking)}: no heading says which they are.")
