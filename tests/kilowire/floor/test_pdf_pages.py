"""Papers of others: counted, refused where they are locked, broken, active or endless, and drawn."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kilowire.floor.files.pdf_pages import LONGEST_SIDE_PX, MAX_PAGES, PAGES_SHOWN, count_pages, page_images
from kilowire.floor.files.uploads import JPEG, PDF, PNG
from kilowire.floor.refusals import Refused
from tests.kilowire import pdf_maker as maker


def counted(content: bytes) -> int:
    return count_pages(BytesIO(content), PDF, field="file")


@pytest.mark.parametrize("pages", [1, 3, 200])
def test_pages_are_counted(pages):
    file = BytesIO(maker.written(maker.paper(pages)))
    assert count_pages(file, PDF) == pages
    assert file.tell() == 0


def test_a_picture_is_one_page_if_it_opens():
    file = BytesIO()
    Image.new("RGB", (30, 20)).save(file, "PNG")
    assert count_pages(file, PNG) == 1
    with pytest.raises(Refused, match="cannot be opened"):
        count_pages(BytesIO(file.getvalue()[:40]), PNG)


def test_a_locked_paper_is_refused_and_one_that_only_forbids_editing_is_not():
    with pytest.raises(Refused, match="locked with a password") as refusal:
        counted(maker.written(maker.locked("secret")))
    assert refusal.value.field == "file"
    assert counted(maker.written(maker.locked(""))) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7",
        b"%PDF-1.7 and then nothing that is one",
        maker.written(maker.paper(3))[:300],
        maker.written(maker.paper(0)),
    ],
)
def test_a_broken_paper_is_refused(content):
    with pytest.raises(Refused, match="cannot be opened"):
        counted(content)


@pytest.mark.parametrize(
    "made",
    [
        maker.opening_with(maker.RUNS),
        maker.opening_with(maker.STARTS_A_PROGRAM),
        maker.with_named_script(),
        maker.with_link(maker.paper(3), maker.RUNS),
        maker.with_link(maker.paper(3), maker.STARTS_A_PROGRAM),
        maker.with_field(maker.paper(), "26-1001", maker.RUNS),
    ],
)
def test_a_paper_that_runs_something_is_refused(made):
    with pytest.raises(Refused, match="carries a script or starts a program"):
        counted(maker.written(made))


def test_a_link_and_a_filled_form_are_no_scripts():
    assert counted(maker.written(maker.with_link(maker.paper(), maker.OPENS_A_PAGE))) == 1
    assert counted(maker.written(maker.with_field(maker.paper(), "26-1001"))) == 1


def test_a_form_only_acrobat_shows_is_refused():
    with pytest.raises(Refused, match="only Acrobat can show"):
        counted(maker.written(maker.only_for_acrobat()))


def test_an_endless_paper_is_refused_with_its_count():
    with pytest.raises(Refused, match=f"has {MAX_PAGES + 1} pages, and {MAX_PAGES} is the most"):
        counted(maker.written(maker.paper(MAX_PAGES + 1)))


def drawn(content: bytes, **options) -> list[Image.Image]:
    return [Image.open(BytesIO(page)) for page in page_images(content, PDF, **options)]


def test_each_page_is_drawn_legibly():
    pages = drawn(maker.written(maker.paper(2)))
    assert [page.width for page in pages] == [1275, 1275]
    assert all(1650 <= page.height <= 1651 for page in pages)
    assert pages[0].format == "JPEG"
    assert max(pages[0].getpixel((400, 1250))) < 20  # inside the square
    assert min(pages[0].getpixel((1000, 300))) > 235


def test_what_was_typed_into_a_form_is_drawn():
    (page,) = drawn(maker.written(maker.with_field(maker.paper(), "26-1001")))
    assert max(page.getpixel((930, 350))) < 60


def test_a_long_paper_shows_its_first_pages():
    content = maker.written(maker.paper(PAGES_SHOWN + 6))
    assert len(drawn(content)) == PAGES_SHOWN
    assert len(drawn(content, at_most=2)) == 2


@pytest.mark.parametrize("size", [(1728, 2592), (14_400, 200), (3, 3)])
def test_a_plan_sheet_is_no_larger_than_a_print_needs(size):
    (page,) = drawn(maker.written(maker.paper(1, size)))
    assert max(page.size) <= LONGEST_SIDE_PX
    assert min(page.size) >= 1


def test_a_photographed_card_is_its_own_page():
    file = BytesIO()
    Image.new("RGB", (3000, 2000), "white").save(file, "JPEG")
    (page,) = page_images(file.getvalue(), JPEG)
    assert Image.open(BytesIO(page)).width <= LONGEST_SIDE_PX + 48


WHOLE = maker.written(maker.with_field(maker.paper(2), "26-1001"))


@settings(deadline=None)
@given(place=st.integers(9, len(WHOLE) - 1), junk=st.binary(min_size=1, max_size=12))
def test_a_damaged_paper_is_counted_or_refused_and_never_breaks_the_page(place, junk):
    damaged = WHOLE[:place] + junk + WHOLE[place + len(junk) :]
    try:
        pages = counted(damaged)
    except Refused:
        return
    assert 1 <= pages <= MAX_PAGES
