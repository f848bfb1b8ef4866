"""What every template and stylesheet keeps: the security policy, the tokens, sizes and contrast."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "notices" not in path.parts]  # a mail has no stylesheet and no policy
SHEETS = sorted((ROOT / "static/css").glob("*.css"))
NAMES_COLOURS = {"tokens.css", "field.css", "document.css"}  # the tokens, the tablet's darker set, paper


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("template", PAGES, ids=relative)
def test_templates_have_no_inline_style_or_script(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:|\bhx-on", text)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or 'type="application/json"' in tag, tag


def test_no_page_switches_escaping_off() -> None:
    """Mails alone do, which are no HTML; what is marked as safe in Python the linter asks about (S308)."""
    off = re.compile(r"\|\s*safe\b|\bautoescape off\b|\bsafeseq\b")
    assert not [relative(path) for path in TEMPLATES if off.search(path.read_text())]


def test_what_htmx_reads_stands_in_attributes_that_html_allows() -> None:
    """And that ``polling.js`` looks for."""
    assert not [relative(path) for path in TEMPLATES if re.search(r"\shx-", path.read_text())]


def test_what_a_link_dials_is_read_and_never_what_was_typed() -> None:
    """By ``phone_links`` or ``dial``: a number with an extension is no valid address as it was typed."""
    assert not [relative(path) for path in TEMPLATES if "tel:{{" in path.read_text()]


@pytest.mark.parametrize("template", TEMPLATES, ids=relative)
def test_templates_stay_short(template: Path) -> None:
    assert len(template.read_text().splitlines()) <= 120


@pytest.mark.parametrize("sheet", SHEETS, ids=relative)
def test_only_the_tokens_name_a_colour(sheet: Path) -> None:
    text = re.sub(r"url\([^)]*\)", "", sheet.read_text())
    if sheet.name not in NAMES_COLOURS:
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgb\(|\bhsl\(", text)


@pytest.mark.parametrize("sheet", SHEETS, ids=relative)
def test_sheets_use_only_known_tokens_and_fetch_nothing_from_elsewhere(sheet: Path) -> None:
    text = sheet.read_text()
    known = set(re.findall(r"(--[\w-]+)\s*:", "".join(path.read_text() for path in SHEETS)))
    used = set(re.findall(r"var\((--[\w-]+)", text))
    assert used <= known
    assert not re.search(r"url\([\"']?(?:https?:)?//", text)


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def _palettes() -> dict[str, dict[str, str]]:
    text = (ROOT / "static/css/tokens.css").read_text()
    light, rest = text.split("@media (prefers-color-scheme: dark)")
    by_system, rest = rest.split(':root[data-theme="dark"] {', 1)
    chosen = rest.split("@media print")[0]
    base = _tokens(light)
    return {
        "light": base,
        "dark by system": base | _tokens(by_system),
        "dark by hand": base | _tokens(chosen),
    }


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "soft", "copper", "ok", "warn", "bad", "wait")
        for ground in ("paper", "card")
    ),
    *(("ink", f"{tone}-wash") for tone in ("copper", "ok", "warn", "bad", "wait")),
    *((tone, f"{tone}-wash") for tone in ("ok", "warn", "bad", "wait")),
    *(("soft", f"{tone}-wash") for tone in ("copper", "wait")),
    ("ink", "sunk"),
    ("soft", "sunk"),
    ("on-copper", "copper"),
    ("on-copper", "copper-deep"),
    ("night-ink", "night"),
    ("night-bright", "night-lit"),
    ("badge-ink", "badge"),
]


@pytest.mark.parametrize("palette", ["light", "dark by system", "dark by hand"])
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=str)
def test_text_stands_out_from_its_ground(palette: str, text: str, ground: str) -> None:
    colours = _palettes()[palette]
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_both_dark_sets_are_the_same() -> None:
    palettes = _palettes()
    assert palettes["dark by system"] == palettes["dark by hand"]
    assert palettes["light"] != palettes["dark by hand"]
