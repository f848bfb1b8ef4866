"""The letters of a paper: names in any script print in the shipped faces, and nothing prints in another."""

from __future__ import annotations

import os
import unicodedata
from datetime import UTC, datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from kilowire.floor.pdf import _fonts, render_pdf
from kilowire.floor.pdf_letters import OTHERS, STAND_IN, printable

pytestmark = pytest.mark.once

MADE_AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
NAMES = {
    "Chinese": "王小明 陳大文",
    "Japanese": "渡辺ゆかり",
    "Korean": "김민준 이서연",
    "Arabic": "محمد",
    "Armenian": "Արամ Խաչատրյան",
    "Vietnamese": "Nguyễn Thị Ánh Tuyết Đặng",
    "Russian": "Юлия Ёлкина",
    "Greek": "Γιώργος",
    "Hebrew": "יוסף",
    "Hindi": "राम",
    "Thai": "สมชาย",
    "Khmer": "សុខ",
}


def made(body: str) -> PdfReader:
    head = '<head><link rel="stylesheet" href="css/document.css"></head>'
    html = f'<html lang="en">{head}<body>{body}</body></html>'
    return PdfReader(BytesIO(render_pdf(html, made_at=MADE_AT)))


def fonts_of(paper: PdfReader) -> set[str]:
    return {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for page in paper.pages
        for font in page["/Resources"]["/Font"].values()
    }


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_in_any_script_is_printed_and_can_be_read_out_of_the_paper(name: str) -> None:
    text = made(f'<p>{name}</p><p class="mono">{name}</p>').pages[0].extract_text()
    assert STAND_IN not in text
    assert set(name) <= set(unicodedata.normalize("NFC", text)) | set(text)


def test_all_names_on_one_paper_keep_their_own_faces() -> None:
    alone: set[str] = set()
    for name in NAMES.values():
        alone |= fonts_of(made(f"<p>{name}</p>"))
    together = made("".join(f"<p>{name}</p>" for name in NAMES.values()))
    assert fonts_of(together) == alone
    text = unicodedata.normalize("NFC", together.pages[0].extract_text())
    assert STAND_IN not in text
    assert set("".join(NAMES.values())) <= set(text)


def test_a_paper_without_such_a_name_loads_no_face_for_it() -> None:
    assert printable("<p>Hana Itō, Nguyễn</p>") == ("<p>Hana Itō, Nguyễn</p>", "")
    assert "korean" not in printable("<p>محمد</p>")[1]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ana 🔌", f"Ana {STAND_IN}"),
        ("Ana 👩🏽\u200d🔧!", f"Ana {STAND_IN}!"),
        ("❤️", STAND_IN),
        ("1️⃣", "1"),
        ("ᏣᎳ", STAND_IN * 2),
        ("Ana\x07", f"Ana{STAND_IN}"),
        ("\ud83d", STAND_IN),
        ("KW\u2011 7", "KW- 7"),
        ("𝓙𝓸 ①", "Jo 1"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("کریمی\u200cنژاد", "کریمی\u200cنژاد"),
    ],
)
def test_what_no_face_has_prints_as_a_plain_letter_or_a_stand_in(typed: str, printed: str) -> None:
    assert printable(f"<p>{typed}</p>")[0] == f"<p>{printed}</p>"


def test_a_stand_in_is_printed_in_our_own_face_whatever_fonts_the_machine_has() -> None:
    paper = made("<p>Ana 🔌 ✓ → Ω ᏣᎳ</p>")
    assert paper.pages[0].extract_text().count(STAND_IN) >= 3
    assert fonts_of(paper) <= {"Plex", "ibm-plex-sans-greek-400-normal.woff2"}


def test_the_engine_sees_no_font_of_the_machine_and_other_programs_see_theirs() -> None:
    before = dict(os.environ)
    made("<p>Ana</p>")
    assert dict(os.environ) == before
    fonts = _fonts()
    library = import_module("weasyprint.text.ffi").fontconfig
    assert library.FcConfigGetFonts(fonts._config, library.FcSetSystem).nfont == 0


def test_the_faces_are_all_here_and_together_no_larger_than_they_may_be() -> None:
    folder = Path(settings.BASE_DIR, "static/fonts/scripts")
    assert {path.name for path in folder.iterdir() if not path.name.startswith("LICENSE")} == set(OTHERS)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 20_000_000
