"""The form for what the survey records about the house and the wishes, besides the answers to the rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from assessments.forms.fact_fields import cannot_tell_field
from assessments.models import Assessment
from assessments.services.place import ADAPTER, place_values, shown
from assessments.services.reading import OF_THE_JOB
from assessments.services.survey_fields import FieldOnFile
from assessments.survey_form import current
from kilowire.floor.forms.meanwhile import NAME, Meanwhile
from kilowire.floor.forms.rows import RowForm

REQUIRED = tuple(item.name for item in current().place if item.required and item.name != ADAPTER)
"""Place fields that the survey requires: a value, or the reason why nobody can tell."""
GENERATION = ("line_side_tap", "ac_disconnect")
GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Meter", "", ("meter_number", "meter_form", "seal", "meter_height_in")),
    (
        "Socket, seen from outside",
        "Nobody of ours opens the utility's seal.",
        ("socket_make", "socket_ring", "heat_marks", "meter_loose", "cover_clearance_in"),
    ),
    (
        "Working space",
        "The code asks for 36 in of depth, 30 of width, 78 of height. SCE's own clearances: verify.",
        ("space_depth_in", "space_width_in", "space_height_in", "door_opens_90"),
    ),
    ("Panel and generation", "", ("panel_make", "panel_place", "split_bus", "bonding_seen", *GENERATION)),
    ("Account", "Copied off the utility's bill itself; empty where there is none.", ("account_number",)),
    (
        "Hazards and people",
        "",
        ("hazards", "people_note", "medical_equipment", "smoke_co_alarms", "alarm_or_gate"),
    ),
    (
        "Charger and route",
        "",
        (
            "charger",
            "conduit_rest",
            "charger_location",
            "parking",
            "route",
            "route_length_ft",
            "trench_length_ft",
            "bag_spot",
        ),
    ),
    ("Car", "", ("vehicle", "onboard_kw", "daily_miles")),
    ("Note", "", ("note",)),
)
COLUMNS = [name for _, _, names in GROUPS for name in names]
NO_CHOICE = "Not written down"


class PlaceForm(RowForm):
    class Meta:
        model = Assessment
        fields = COLUMNS
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "meter_number": forms.TextInput(attrs={"class": "mono", "autocomplete": "off"}),
            "account_number": forms.TextInput(attrs={"class": "mono", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, kind: str, assessment: Assessment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if _is_never_asked(name, kind)]:
            del self.fields[name]
        for field in self.fields.values():
            _say_what_no_choice_means(field)
        self.standing, self.untold = place_values(assessment), dict(assessment.untold) if assessment else {}
        for name in [name for name in REQUIRED if name in self.fields]:
            field = cannot_tell_field(current().items[name])
            field.initial = self.untold.get(name, "")
            self.fields[f"{name}__cannot_tell"] = field
        plain = {name: self._held(name).plain for name in COLUMNS if name in self.fields}
        self.meanwhile = Meanwhile(self, plain)

    def sections(self) -> list[dict[str, Any]]:
        return [
            {"title": title, "note": note, "rows": [self._row(name) for name in asked]}
            for title, note, names in GROUPS
            if (asked := [name for name in names if name in self.fields])
        ]

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        route, trench = written.get("route_length_ft"), written.get("trench_length_ft")
        if trench and (route is None or trench > route):
            self.add_error("trench_length_ft", "The trench is part of the route, so it cannot be longer.")
        written.pop(NAME, None)
        reasons = {name: written.pop(f"{name}__cannot_tell", "") for name in REQUIRED if name in self.fields}
        typed = place_values(Assessment(**written))
        for name in list(written):
            reason = reasons.get(name, "") if self._says_why(name) else self.untold.get(name, "")
            try:
                self._take(written, name, FieldOnFile(typed.get(name), reason))
            except ValidationError as error:
                self.add_error(error.code or name, error.message)
        return {**written, "untold": self.untold}

    def _row(self, name: str) -> dict[str, Any]:
        beside = f"{name}__cannot_tell"
        return {"field": self[name], "cannot_tell": self[beside] if beside in self.fields else None}

    def _held(self, name: str) -> FieldOnFile:
        return FieldOnFile(self.standing.get(name), self.untold.get(name, ""))

    def _says_why(self, name: str) -> bool:
        return f"{name}__cannot_tell" in self.data

    def _take(self, written: dict[str, Any], name: str, typed: FieldOnFile) -> None:
        """Keep the typed value, or drop it if the page merely showed it before somebody else changed it."""
        held = self._held(name)
        in_words = held.cannot_tell or shown(current().items[name], held.value)
        if self._says_why(name) and typed.cannot_tell and typed.value is not None:
            words = "Give the answer, or say why it cannot be told; not both."
            raise ValidationError(words, code=f"{name}__cannot_tell")
        if self.meanwhile.was_left_alone(name, typed.plain, in_words):
            del written[name]
        elif typed.cannot_tell and typed.value is None:
            self.untold[name] = typed.cannot_tell
        else:
            self.untold.pop(name, None)


def _is_never_asked(name: str, kind: str) -> bool:
    """Return whether a job of this kind has no such question: a removal has no car, charger or route."""
    item = current().items.get(name)
    known = {OF_THE_JOB: kind}
    conditions = item.asked_when if item else ()
    return any(not each.unknown_in(known) and each.value_in(known) is not True for each in conditions)


def _say_what_no_choice_means(field: forms.Field) -> None:
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = NO_CHOICE
    elif isinstance(field, forms.ChoiceField):
        choices = cast("Iterable[tuple[Any, Any]]", field.choices)
        field.choices = [(value, NO_CHOICE if value == "" else words) for value, words in choices]
