"""What fragments are made with: money, times, icons."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone

from kilowire.floor.days import exact_moment
from kilowire.templatetags.parts import ago, drawn_icon, phone_links, standing, usd

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("279.22"), "$279.22"),
        (1000, "$1,000.00"),
        (Decimal("-5"), "−$5.00"),
        (0, "$0.00"),
        (None, ""),
        ("", ""),
    ],
)
def test_usd_writes_money(amount: object, words: str) -> None:
    assert usd(amount) == words


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(days=1, hours=2), "1 day ago"),
        (timedelta(days=-2), "in 2 days"),
        (timedelta(days=12), "Nov 8, 2026"),
    ],
)
def test_ago_is_relative_and_keeps_the_exact_moment(distance: timedelta, words: str) -> None:
    moment = NOW - distance
    drawn = ago(moment, NOW)
    assert f">{words}</time>" in drawn
    assert exact_moment(timezone.localtime(moment)) in drawn


def test_ago_of_a_day_is_the_day() -> None:
    assert ago(date(2026, 10, 2)) == '<time datetime="2026-10-02">Oct 2, 2026</time>'
    assert ago(None) == ""


def test_a_drawn_icon_needs_no_sprite() -> None:
    drawn = drawn_icon("check")
    assert drawn.startswith("<svg")
    assert "<path" in drawn
    assert "ns0" not in drawn
    assert "href" not in drawn


def test_icon_refers_to_the_sprite() -> None:
    drawn = Template('{% load parts %}{% icon "check" %}').render(Context())
    assert 'aria-hidden="true"' in drawn
    assert "icons.svg#check" in drawn


def test_standing_counts_what_stands() -> None:
    assert standing([{"label": s, "state": s} for s in ("done", "waived", "odd", "now", "ahead")]) == 3


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("562-555-7104 x12", '<a href="tel:+15625557104;ext=12">562-555-7104 x12</a>'),
        (
            "home (562) 555-7106 or 5625557110",
            'home <a href="tel:+15625557106">(562) 555-7106</a> or <a href="tel:+15625557110">5625557110</a>',
        ),
        ("ask <b>Ann</b>", "ask &lt;b&gt;Ann&lt;/b&gt;"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_a_phone_number_is_a_link_that_dials_it_with_its_extension(typed: str, shown: str) -> None:
    assert phone_links(typed) == shown


def test_what_a_person_typed_is_escaped_in_every_part() -> None:
    typed = "<b>Vega</b>"
    drawn = Template(
        '{% include "parts/_sentence.html" %}{% include "parts/_timeline.html" %}'
        '{% include "parts/_wire.html" %}{% include "parts/_open_items.html" %}'
        '{% include "parts/_lights.html" %}'
    ).render(
        Context(
            {
                "sentence": {"now": typed, "next": typed, "stake": typed},
                "timeline": [{"at": NOW, "who": typed, "what": typed, "detail": typed}],
                "wire": [{"label": typed, "state": "now", "when": typed}],
                "open_items": [{"party": "city", "party_word": typed, "what": typed, "since": typed}],
                "lights": [{"label": typed, "state": "go", "word": typed}],
            }
        )
    )
    assert typed not in drawn
    assert "&lt;b&gt;Vega" in drawn
