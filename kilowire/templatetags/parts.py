"""Filters and tags of page fragments: the wire, icons, US dollars, relative times."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from kilowire.floor.days import exact_day, exact_moment
from kilowire.floor.normal.phones import dial_uri, phones_in
from kilowire.floor.wire import Span, spans_of

register = template.Library()

SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="([\d ]+)">(.*?)</symbol>', re.DOTALL)
USED = '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>'
DRAWN = (
    '<svg class="icon" viewBox="{}" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round">{}</svg>'
)
MINUTE, HOUR, DAY, WEEK = 60, 3600, 86400, 7 * 86400


@register.filter
def wire_spans(nodes: Iterable[Mapping[str, Any]]) -> list[Span]:
    return spans_of(nodes)


@register.filter
def standing(nodes: Iterable[Mapping[str, Any]]) -> int:
    """Return how many nodes of the road are done, waived or contradictory."""
    return sum(1 for span in spans_of(nodes) for point in span.points if point.copper)


@register.filter
def usd(amount: Decimal | float | None) -> str:
    """Format ``279.22`` as ``$279.22``; no amount as an empty text."""
    if amount is None or amount == "":
        return ""
    value = Decimal(amount)
    return f"−${-value:,.2f}" if value < 0 else f"${value:,.2f}"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Render an icon by reference to the sprite, which staff pages load as one cached file."""
    return SafeString(_used(name))


@register.simple_tag
def drawn_icon(name: str) -> SafeString:
    """Render an icon inline, for papers and the homeowner page, which load no sprite."""
    return _drawn()[name]


@register.simple_tag
def ago(moment: datetime | date | None, now: datetime | None = None) -> SafeString:
    """Render ``3 days ago`` in a ``<time>`` element, with the exact time on hover and in print."""
    if not moment:
        return SafeString("")
    if not isinstance(moment, datetime):
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(), exact_day(moment))
    here = timezone.localtime(moment)
    exact = exact_moment(here)
    distance = ((now or timezone.now()) - moment).total_seconds()
    return format_html(
        '<time class="ago" datetime="{}" title="{}" data-exact="{}">{}</time>',
        here.isoformat(timespec="seconds"),
        exact,
        exact,
        _relative(distance, here),
    )


def _relative(seconds: float, here: datetime) -> str:
    for limit, size, unit in ((HOUR, MINUTE, "minute"), (DAY, HOUR, "hour"), (WEEK, DAY, "day")):
        if abs(seconds) < limit:
            count = int(abs(seconds) // size)
            if not count and size == MINUTE:
                return "just now"
            words = f"{count} {unit}{'' if count == 1 else 's'}"
            return f"{words} ago" if seconds > 0 else f"in {words}"
    return exact_day(here)


@register.filter
def dial(text: str) -> str:
    return dial_uri(text or "")


@register.filter
def phone_links(text: str) -> SafeString:
    """Render a text as it was typed, each phone number in it as a link that dials it, with its extension."""
    text, place = text or "", 0
    parts: list[str] = []
    for phone in phones_in(text):
        number = text[phone.begin : phone.end]
        parts += [escape(text[place : phone.begin]), format_html('<a href="{}">{}</a>', phone.uri, number)]
        place = phone.end
    return SafeString("".join([*parts, escape(text[place:])]))


@register.simple_tag
def fixed(template_name: str, **shown: Hashable) -> SafeString:
    """Render a fragment once for all pages on which it shows the same values."""
    return render_to_string(template_name, shown) if settings.DEBUG else _rendered(template_name, **shown)


@lru_cache(maxsize=512)
def _rendered(template_name: str, **shown: Hashable) -> SafeString:
    return render_to_string(template_name, shown)


@cache
def _used(name: str) -> str:
    return format_html(USED, static("icons.svg"), name)


@cache
def _drawn() -> dict[str, SafeString]:
    sprite = (settings.BASE_DIR / "static" / "icons.svg").read_text()
    return {name: format_html(DRAWN, box, SafeString(shapes)) for name, box, shapes in SYMBOL.findall(sprite)}
