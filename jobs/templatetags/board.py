"""What the board says over and over: the lights of a card, put into HTML once for each thing they can say."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
Light = tuple[str, str, str]


@register.filter
def lights(shown: tuple[Light, ...]) -> SafeString:
    """The list items of ``parts/_lights.html`` for (label, state, word) each."""
    return _lights(shown)


@lru_cache(maxsize=4096)
def _lights(shown: tuple[Light, ...]) -> SafeString:
    return format_html_join(
        "",
        '<li><span class="light-name">{}</span> <span class="mark mark-{}">{}</span></li>',
        shown,
    )
