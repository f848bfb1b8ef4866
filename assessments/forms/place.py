"""What the survey writes down of the place and of the wishes, beside the answers to the rules' questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessments.forms.meanwhile import NAME, Meanwhile
from assessments.models import Assessment
from assessments.services.place import place_values, shown
from assessments.services.survey_fields import Held
from assessments.survey_form import current

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


class PlaceForm(forms.ModelForm):
    class Meta:
        model = Assessment
        fields = [name for _, _, names in GROUPS for name in names]
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "meter_number": forms.TextInput(attrs={"class": "mono", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, assessment: Assessment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = place_values(assessment)
        plain = {name: Held(self.standing.get(name)).plain for name in self._meta.fields}
        self.meanwhile = Meanwhile(self, plain)

    def sections(self) -> list[dict[str, Any]]:
        return [
            {"title": title, "note": note, "fields": [self[name] for name in names]}
            for title, note, names in GROUPS
        ]

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        route, trench = written.get("route_length_ft"), written.get("trench_length_ft")
        if trench and (route is None or trench > route):
            self.add_error("trench_length_ft", "The trench is part of the route, so it cannot be longer.")
        return self._without_what_was_left_alone(written)

    def _without_what_was_left_alone(self, written: dict[str, Any]) -> dict[str, Any]:
        """What somebody else wrote while the page lay open is not overwritten by what it showed before."""
        written.pop(NAME, None)
        typed = place_values(Assessment(**written))
        for name in list(written):
            now, item = self.standing.get(name), current().items[name]
            try:
                if self.meanwhile.was_left_alone(name, Held(typed.get(name)).plain, shown(item, now)):
                    del written[name]
            except ValidationError as error:
                self.add_error(name, error.message)
        return written
