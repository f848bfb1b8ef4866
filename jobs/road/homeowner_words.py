"""Days as the homeowner reads them, in the active language. Pure."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def long_day(day: date) -> str:
    """``Tuesday, November 24`` in the active language."""
    # Translators: a day as a Django date format, e.g. Tuesday, November 24
    return date_format(day, _("l, F j"))


def plain_day(day: date, today: date) -> str:
    """``November 24``; with the year if it is not the current one."""
    # Translators: a day as Django date formats: November 24, and November 24, 2025
    return date_format(day, _("F j") if day.year == today.year else _("F j, Y"))
