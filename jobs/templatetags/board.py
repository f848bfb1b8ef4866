"""A filter that renders a card of the board without a template, since a page has over a hundred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
Light = tuple[str, str, str]
NOTHING = SafeString("")


@register.filter
def board_card(card: Mapping[str, Any]) -> SafeString:
    """Render homeowner and city, the three lights, the nearest day, the first open item and the stake."""
    return format_html(
        '<a href="{}">{} <span class="mono">{}</span></a><p class="soft">{}{}</p><ul class="lights">{}</ul>{}'
        '<p class="card-turn">{}<span class="soft">{}</span>{}</p>{}',
        card["url"],
        card["name"],
        card["number"],
        card["place"],
        _tag(" · ", *card["state"]),
        _lights(card["lights"]),
        _next(card["next"], card["late"]),
        _tag("", card["tone"], card["party"]),
        card["waits"],
        format_html(' <b class="num">{}</b>', card["stake"]) if card["stake"] else NOTHING,
        _menu(card["acts"], card["number"]),
    )


def _menu(acts: Iterable[tuple[str, str]], number: str) -> SafeString:
    """Render the acts that move the job on, whose forms open at the side; nothing where there is none."""
    links = format_html_join("", '<a href="{1}" data-sheet>{0}</a>', acts)
    if not links:
        return NOTHING
    name = format_html('Next<span class="visually-hidden"> for {}</span>', number)
    return format_html('<details class="card-menu"><summary>{}</summary>{}</details>', name, links)


@lru_cache(maxsize=4096)
def _lights(shown: tuple[Light, ...]) -> SafeString:
    """Render the lights as ``parts/_lights.html`` does, cached by what they show."""
    item = (
        '<li title="{0}: {2}"><span class="light-name">{0}</span> <span class="mark mark-{1}">{2}</span></li>'
    )
    return format_html_join("", item, shown)


@lru_cache(maxsize=256)
def _tag(before: str, tone: str, word: str) -> SafeString:
    return format_html('{}<span class="tag tag-{}">{}</span> ', before, tone, word) if word else NOTHING


def _next(words: str, late: bool) -> SafeString:
    if not words:
        return NOTHING
    return format_html('<p class="bad">{}</p>' if late else "<p>{}</p>", words)
