"""Papers of others: counted, refused where locked or unreadable, repaired, without their script, drawn."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf.generic import NumberObject

from kilowire.floor.files.drawing import draw_each
from kilowire.floor.files.found import LONGEST_SIDE_PX, PAGE_UNREADABLE, CheckedPaper, DrawnPage, NotTaken
from kilowire.floor.files.pdf_pages import MAX_PAGES, check_pdf
from kilowire.floor.files.uploads import PDF, content_type_of
from tests.kilowire import pdf_maker as maker


def checked(content: bytes) -> CheckedPaper:
    return check_pdf(content)


def draw_pages(content: bytes, numbers=(1,)) -> list[DrawnPage]:
    return [page for _, page in draw_each(content, numbers)]


def counted(content: bytes) -> int:
    return checked(content).pages


@pytest.mark.parametrize("pages", [1, 3, 200])
def test_pages_are_counted(pages):
    assert counted(maker.written(maker.paper(pages))) == pages


def test_a_locked_paper_is_refused_and_one_that_only_forbids_editing_is_not():
    with pytest.raises(NotTaken, match="locked with a password"):
        counted(maker.written(maker.locked("secret")))
    assert counted(maker.written(maker.locked(""))) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7",
        b"%PDF-1.7 and then nothing that is one",
        maker.written(maker.paper(3))[:300],
        maker.PAGES_IN_A_CIRCLE,
    ],
)
def test_a_broken_paper_is_refused(content):
    with pytest.raises(NotTaken, match="cannot be opened"):
        counted(content)


def test_a_paper_without_pages_is_refused():
    with pytest.raises(NotTaken, match="has no pages"):
        counted(maker.written(maker.paper(0)))


@pytest.mark.parametrize("content", maker.DAMAGED.values(), ids=maker.DAMAGED)
def test_a_damaged_paper_is_repaired_and_drawn(content):
    assert content_type_of(content[:4096]) == PDF
    taken = checked(content)
    assert (taken.pages, taken.repaired, taken.script_removed) == (1, True, False)
    assert taken.copy.startswith(b"%PDF-")
    assert b"%%EOF" in taken.copy[-20:]
    assert not checked(taken.copy).copy
    (page,) = draw_pages(taken.copy)
    assert page.picture


def test_a_whole_paper_is_taken_as_it_is():
    assert checked(maker.written(maker.paper(2))) == CheckedPaper(pages=2)


def test_a_page_that_is_missing_is_told_and_the_others_are_drawn():
    content = maker.written(maker.without_page(maker.paper(3), 2))
    assert checked(content) == CheckedPaper(pages=3)
    first, second, third = draw_pages(content, (1, 2, 3))
    assert second == DrawnPage(b"", PAGE_UNREADABLE)
    assert first.picture == third.picture != b""


@pytest.mark.parametrize("before", [b"PK\x03\x04\x00\x00permit.pdf", b"\x7fELF\x00"])
def test_a_paper_inside_of_another_file_is_not_taken_for_one(before):
    assert content_type_of(before + maker.written(maker.paper())) == ""


@pytest.mark.parametrize(
    "made",
    [
        maker.opening_with(maker.RUNS),
        maker.opening_with(maker.STARTS_A_PROGRAM),
        maker.that_prints_itself(),
        maker.with_named_script(),
        maker.with_link(maker.paper(), maker.RUNS),
        maker.with_link(maker.paper(), maker.STARTS_A_PROGRAM),
        maker.with_field(maker.paper(), "26-1001", maker.RUNS),
        maker.with_field(maker.paper(), "26-1001", maker.SENDS_ITSELF),
        maker.with_link(maker.paper(), maker.leads_to("file:///C:/app.alert")),
        maker.with_link(maker.paper(), maker.leads_to(" SMB://calc.exe")),
        maker.with_link(maker.paper(), maker.leads_to("\\\\calc.exe\\share")),
        maker.with_link(maker.paper(), maker.opens_file("//calc.exe/share")),
        maker.with_link(maker.paper(), maker.opens_file("\\\\calc.exe\\share", "/GoToE")),
    ],
)
def test_a_paper_that_runs_something_is_taken_without_it(made):
    content = maker.written(made)
    taken = checked(content)
    assert (taken.pages, taken.script_removed, taken.repaired) == (1, True, False)
    for words in (b"/JavaScript", b"/Launch", b"/Print", b"/SubmitForm", b"app.alert", b"calc.exe"):
        assert words not in taken.copy
    assert not checked(taken.copy).script_removed
    assert draw_pages(taken.copy) == draw_pages(content)


def test_a_link_and_a_filled_form_are_no_scripts():
    assert counted(maker.written(maker.with_link(maker.paper(), maker.OPENS_A_PAGE))) == 1
    assert counted(maker.written(maker.with_field(maker.paper(), "26-1001"))) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("invoice.EXE", b"anything"),
        ("invoice.pdf.js ", b"anything"),
        ("invoice.xml", b"MZ\x90\x00"),
        ("notes.txt", b"#!/bin/sh\n"),
    ],
)
def test_a_paper_that_carries_a_program_is_refused(name, content):
    with pytest.raises(NotTaken, match="carries a program"):
        counted(maker.written(maker.carrying(name, content)))


def test_a_paper_may_carry_another_paper():
    assert counted(maker.written(maker.carrying("plan.xml", b"<plan/>"))) == 1


def test_a_form_only_acrobat_shows_is_refused():
    with pytest.raises(NotTaken, match="only Acrobat can show"):
        counted(maker.written(maker.only_for_acrobat()))


def test_an_endless_paper_is_refused_with_its_count():
    with pytest.raises(NotTaken, match="is the most") as refusal:
        counted(maker.written(maker.paper(MAX_PAGES + 1)))
    assert refusal.value.values == {"pages": MAX_PAGES + 1, "most": MAX_PAGES}


def drawn(content: bytes, numbers=(1,)) -> list[Image.Image]:
    return [Image.open(BytesIO(page.picture)) for page in draw_pages(content, numbers)]


def test_each_page_is_drawn_legibly():
    pages = drawn(maker.written(maker.paper(2)), (1, 2))
    assert [page.width for page in pages] == [1275, 1275]
    assert all(1650 <= page.height <= 1651 for page in pages)
    assert pages[0].format == "JPEG"
    assert max(pages[0].getpixel((400, 1250))) < 20  # inside the square
    assert min(pages[0].getpixel((1000, 300))) > 235


def test_what_was_typed_into_a_form_is_drawn():
    (page,) = drawn(maker.written(maker.with_field(maker.paper(), "26-1001")))
    assert max(page.getpixel((930, 350))) < 60


@pytest.mark.parametrize(
    "content",
    [
        maker.written(maker.paper(1, (1728, 2592))),
        maker.measuring((0, 0, 14_400, 200)),
        maker.measuring((0, 0, 3, 3)),
        maker.measuring((0, 0, 612, 40_000)),
        maker.measuring((0, 0, 200_000, 200_000)),
        maker.measuring((0, 0, 0, 0)),
        maker.measuring((612, 792, 0, 0)),
        maker.measuring(None),
        maker.measuring((0, 0, 612, 792), Rotate=NumberObject(45)),
        maker.measuring((0, 0, 612, 792), UserUnit=NumberObject(100)),
    ],
)
def test_a_page_of_any_measure_is_drawn_no_larger_than_a_print_needs(content):
    taken = checked(content)
    (page,) = drawn(taken.copy or content)
    assert max(page.size) <= LONGEST_SIDE_PX
    assert min(page.size) >= 1


def test_a_page_that_lies_on_its_side_is_drawn_upright():
    (page,) = drawn(maker.measuring((0, 0, 612, 792), Rotate=NumberObject(270)))
    assert page.width > page.height


WHOLE = maker.written(maker.with_field(maker.paper(2), "26-1001"))


@settings(deadline=None)
@given(place=st.integers(9, len(WHOLE) - 1), junk=st.binary(min_size=1, max_size=12))
def test_a_damaged_paper_is_counted_or_refused_and_never_breaks_the_page(place, junk):
    damaged = WHOLE[:place] + junk + WHOLE[place + len(junk) :]
    try:
        pages = counted(damaged)
    except NotTaken:
        return
    assert 1 <= pages <= MAX_PAGES
