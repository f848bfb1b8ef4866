"""Convert what the survey recorded about the house between model columns and values of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypedDict

from assessments import facts, survey_form
from assessments.models import Assessment
from assessments.models.assessment import UNSAFE
from assessments.survey_items import Item, SurveyForm
from jobs.models import PhotoSlot, Vehicle
from kilowire.floor.refusals import Refused

ADAPTER, VEHICLE = "adapter", "vehicle"  # rows of the directory, known by their keys


class PlaceColumns(TypedDict, total=False):
    """Columns of the assessment that the survey records; ``untold`` says why nobody can tell one.

    ``adapter`` is only ever emptied here, where nobody can tell it; ``choose_adapter`` chooses one.
    """

    adapter: None
    charger: str
    vehicle: Vehicle | None
    onboard_kw: Decimal | None
    daily_miles: int | None
    meter_number: str
    meter_form: str
    seal: str
    socket_make: str
    socket_ring: str
    heat_marks: bool | None
    meter_loose: bool | None
    cover_clearance_in: int | None
    space_depth_in: int | None
    space_width_in: int | None
    space_height_in: int | None
    door_opens_90: bool | None
    meter_height_in: int | None
    hazards: str
    panel_make: str
    panel_place: str
    split_bus: bool | None
    bonding_seen: bool | None
    line_side_tap: bool | None
    ac_disconnect: str
    conduit_rest: str
    charger_location: str
    parking: str
    route: str
    route_length_ft: int | None
    trench_length_ft: int | None
    bag_spot: str
    account_number: str
    people_note: str
    medical_equipment: bool | None
    smoke_co_alarms: str
    alarm_or_gate: bool | None
    note: str
    untold: dict[str, str]


def place_values(assessment: Assessment | None, form: SurveyForm | None = None) -> dict[str, Any]:
    """Return the plain value of every column that is filled in, by its name on the form."""
    if assessment is None:
        return {}
    items = (form or survey_form.current()).place
    read = {item.name: _plain(assessment, item.name) for item in items}
    return {name: value for name, value in read.items() if value not in (None, "")}


def _plain(assessment: Assessment, name: str) -> Any:
    value = getattr(assessment, f"{name}_id" if name in (ADAPTER, VEHICLE) else name, None)
    return float(value) if isinstance(value, Decimal) else value


def as_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return form values as column values; refused if a row of the directory no longer exists."""
    columns = {}
    for name, value in values.items():
        field = Assessment._meta.get_field(name)
        if name == VEHICLE:
            value = _vehicle(value)
        elif value is None and not field.null:
            value = ""
        elif isinstance(value, float):
            value = Decimal(str(value)).quantize(Decimal("0.1"))
        columns[name] = value
    return columns


def _vehicle(key: int | None) -> Vehicle | None:
    if key is None:
        return None
    vehicle = Vehicle.objects.filter(pk=key).first()
    if vehicle is None:
        raise Refused("This car is no longer in the list.", field=VEHICLE)
    return vehicle


def shown(item: Item, value: Any, names: Mapping[int, str] | None = None) -> str:
    """Return a form value as shown to users; rows of the directory by their names."""
    if item.choices_from and value is not None:
        return (names or {}).get(value, f"No. {value}")
    if item.keeps == "fact":
        return facts.load().shown(item.name, value)
    return item.shown(value, facts.load().words)


def label_of(name: str, form: SurveyForm) -> str:
    """Return the label of a field of the form."""
    if name.startswith(UNSAFE):
        return f"Photo: {PhotoSlot(name.removeprefix(UNSAFE)).label.lower()}"
    return str(form.items[name].label)


def untold_rows(assessment: Assessment, names: Iterable[str]) -> list[list[str]]:
    """Return label and reason for each of these that nobody can tell."""
    form = survey_form.current()
    named = [name for name in names if name in assessment.untold]
    return [[label_of(name, form), f"Cannot tell: {assessment.untold[name]}"] for name in named]
