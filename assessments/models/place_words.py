"""The closed sets of values with which the survey describes the house."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_noop as _


class Seal(models.TextChoices):
    """The state of the utility's seal on the meter when it was found."""

    INTACT = "intact", _("Intact")
    CUT = "cut", _("Cut or broken")
    MISSING = "missing", _("Missing")


class Parking(models.TextChoices):
    GARAGE = "garage", _("Garage")
    CARPORT = "carport", _("Carport")
    DRIVEWAY = "driveway", _("Driveway")
    STREET = "street", _("Street")
    OTHER = "other", _("Elsewhere")


class Alarms(models.TextChoices):
    """Which of smoke and CO alarms the house has."""

    BOTH = "both", _("Smoke and CO")
    SMOKE = "smoke", _("Smoke only")
    CO = "co", _("CO only")
    NONE = "none", _("None")


class MeterForm(models.TextChoices):
    """The meter's form number, which says how it is wired inside, as printed on its face."""

    FORM_1S = "1s", _("1S")
    FORM_2S = "2s", _("2S")
    FORM_3S = "3s", _("3S")
    FORM_4S = "4s", _("4S")
    FORM_12S = "12s", _("12S")
    FORM_16S = "16s", _("16S")
    OTHER = "other", _("Another")


class SocketRing(models.TextChoices):
    RING = "ring", _("Ring")
    RINGLESS = "ringless", _("Ringless")


class PanelMake(models.TextChoices):
    SQUARE_D = "square_d", _("Square D")
    EATON = "eaton", _("Eaton / Cutler-Hammer")
    SIEMENS = "siemens", _("Siemens / ITE / Murray")
    GE = "ge", _("General Electric")
    FEDERAL_PACIFIC = "federal_pacific", _("Federal Pacific (Stab-Lok)")
    ZINSCO = "zinsco", _("Zinsco / Sylvania")
    CHALLENGER = "challenger", _("Challenger")
    PUSHMATIC = "pushmatic", _("Pushmatic / Bulldog")
    OTHER = "other", _("Another")


class PanelPlace(models.TextChoices):
    COMBINED = "combined", _("Meter-main, one enclosure")
    SEPARATE = "separate", _("Separate")


class AcDisconnect(models.TextChoices):
    LOCKABLE = "lockable", _("Visible and lockable")
    NOT_LOCKABLE = "not_lockable", _("There, not lockable")
    NONE = "none", _("None")


class ConduitRest(models.TextChoices):
    """The conduit planned from the first enclosure to the charger."""

    EMT = "emt", _("EMT")
    PVC = "pvc", _("PVC")
    LIQUID_TIGHT = "liquid_tight", _("Liquid-tight")
    CABLE = "cable", _("Cable in the wall")
    NONE = "none", _("None: the charger is beside it")
    OTHER = "other", _("Another")


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
