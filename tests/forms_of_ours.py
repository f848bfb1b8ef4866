"""Every form that a page of ours shows, and what is typed into it to break it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.urls import get_resolver

APPS = {"jobs", "permits", "utility_requests", "assessments", "kilowire"}
NASTY = [
    "\x00",
    "9" * 5000,
    "NaN",
    "-Infinity",
    "1e999",
    "٣٤",
    "９９",
    "𝟗",
    "😀" * 300,
    "0001-01-01",
    "9999-12-31",
    "2026-13-41",
    "-1",
    "",
    " \u200b ",
    "W" * 400,
    "\u202edrawkcab\u2066",
]


def our_forms() -> list[Any]:
    """Every form that a page of an app shows.

    Not those of the second factor, which are allauth's: they are loaded by its pages, once one was asked for,
    and work inside a sign-in alone. ``tests/fuzz`` sends to their pages.
    """
    assert get_resolver().url_patterns
    ours = (form for form in _forms(forms.BaseForm) if form.__module__.split(".")[0] in APPS)
    return [form for form in ours if not any(base.__module__.startswith("allauth.") for base in form.__mro__)]


def _forms(base: Any) -> Iterator[Any]:
    for form in base.__subclasses__():
        if hasattr(form, "base_fields"):
            yield form
        yield from _forms(form)
