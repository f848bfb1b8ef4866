"""A card of the board in one call: a page shows well over a hundred, and templates spend most of its time."""

from __future__ import annotations

from collections.abc import Mapping
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
    """Who and where, the three lights, the nearest day, whose turn it is and what is at stake."""
    return format_html(
        '<a href="{}">{} <span class="mono">{}</span></a><p class="soft">{}{}</p><ul class="lights">{}</ul>{}'
        '<p>{}<span class="soft">{}</span>{}</p>',
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
    )


@lru_cache(maxsize=4096)
def _lights(shown: tuple[Light, ...]) -> SafeString:
    """As ``parts/_lights.html``; made once for each thing that three lights can say."""
    item = '<li><span class="light-name">{}</span> <span class="mark mark-{}">{}</span></li>'
    return format_html_join("", item, shown)


@lru_cache(maxsize=256)
def _tag(before: str, tone: str, word: str) -> SafeString:
    return format_html('{}<span class="tag tag-{}">{}</span> ', before, tone, word) if word else NOTHING


def _next(words: str, late: bool) -> SafeString:
    if not words:
        return NOTHING
    return format_html('<p class="bad">{}</p>' if late else "<p>{}</p>", words)
