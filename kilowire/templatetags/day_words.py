"""Filters for days and hours on staff pages; every template has them."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from kilowire.floor.days import exact_day, exact_moment, spoken_day
from kilowire.floor.days import short_weekday as spoken_weekday

register = template.Library()


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """Format as ``November 4, 2026``; nothing for nothing."""
    return spoken_day(value) if value else ""


@register.filter(expects_localtime=True)
def short_day(value: date | None) -> str:
    """Format as ``Nov 4, 2026``; nothing for nothing."""
    return exact_day(value) if value else ""


@register.filter(expects_localtime=True)
def short_weekday(value: date) -> str:
    """Format as ``Tue, Nov 24``."""
    return spoken_weekday(value)


@register.filter(expects_localtime=True)
def moment(value: datetime) -> str:
    """Format as ``Nov 4, 2026, 2:41 PM``."""
    return exact_moment(value)
