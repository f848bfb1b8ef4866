"""The closed sets of values with which the survey describes the house."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class Seal(models.TextChoices):
    """The state of the utility's seal on the meter when it was found."""

    INTACT = "intact", "Intact"
    CUT = "cut", "Cut or broken"
    MISSING = "missing", "Missing"


class Parking(models.TextChoices):
    GARAGE = "garage", "Garage"
    CARPORT = "carport", "Carport"
    DRIVEWAY = "driveway", "Driveway"
    STREET = "street", "Street"
    OTHER = "other", "Elsewhere"


class Alarms(models.TextChoices):
    """Which of smoke and CO alarms the house has."""

    BOTH = "both", "Smoke and CO"
    SMOKE = "smoke", "Smoke only"
    CO = "co", "CO only"
    NONE = "none", "None"


class MeterForm(models.TextChoices):
    """The meter's form number, which says how it is wired inside, as printed on its face."""

    FORM_1S = "1s", "1S"
    FORM_2S = "2s", "2S"
    FORM_3S = "3s", "3S"
    FORM_4S = "4s", "4S"
    FORM_12S = "12s", "12S"
    FORM_16S = "16s", "16S"
    OTHER = "other", "Another"


class SocketRing(models.TextChoices):
    RING = "ring", "Ring"
    RINGLESS = "ringless", "Ringless"


class PanelMake(models.TextChoices):
    SQUARE_D = "square_d", "Square D"
    EATON = "eaton", "Eaton / Cutler-Hammer"
    SIEMENS = "siemens", "Siemens / ITE / Murray"
    GE = "ge", "General Electric"
    FEDERAL_PACIFIC = "federal_pacific", "Federal Pacific (Stab-Lok)"
    ZINSCO = "zinsco", "Zinsco / Sylvania"
    CHALLENGER = "challenger", "Challenger"
    PUSHMATIC = "pushmatic", "Pushmatic / Bulldog"
    OTHER = "other", "Another"


class PanelPlace(models.TextChoices):
    COMBINED = "combined", "Meter-main, one enclosure"
    SEPARATE = "separate", "Separate"


class AcDisconnect(models.TextChoices):
    LOCKABLE = "lockable", "Visible and lockable"
    NOT_LOCKABLE = "not_lockable", "There, not lockable"
    NONE = "none", "None"


class ConduitRest(models.TextChoices):
    """The conduit planned from the first enclosure to the charger."""

    EMT = "emt", "EMT"
    PVC = "pvc", "PVC"
    LIQUID_TIGHT = "liquid_tight", "Liquid-tight"
    CABLE = "cable", "Cable in the wall"
    NONE = "none", "None: the charger is beside it"
    OTHER = "other", "Another"


WORDS: Mapping[str, type[models.TextChoices]] = {
    "seal": Seal,
    "parking": Parking,
    "smoke_co_alarms": Alarms,
    "meter_form": MeterForm,
    "socket_ring": SocketRing,
    "panel_make": PanelMake,
    "panel_place": PanelPlace,
    "ac_disconnect": AcDisconnect,
    "conduit_rest": ConduitRest,
}
"""Columns of the assessment that take one of a closed set of values, or are empty."""


def word_field(label: str, name: str) -> models.CharField[str, str]:
    """Return a column for one value of its set; empty if not recorded."""
    return models.CharField(label, max_length=16, choices=WORDS[name].choices, blank=True)


def known_words_only() -> list[models.CheckConstraint]:
    """Return constraints that allow only these values, since ``choices`` does not constrain data."""
    return [
        models.CheckConstraint(
            condition=models.Q(**{f"{name}__in": ["", *words.values]}), name=f"{name}_is_a_known_word"
        )
        for name, words in WORDS.items()
    ]
