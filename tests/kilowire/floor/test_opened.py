"""A file that somebody sent is opened in a child: it answers, or ends alone and is refused by name."""

from __future__ import annotations

import os
import resource
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from kilowire.floor.files import opened
from kilowire.floor.files.found import FILE_UNREADABLE, TOO_MUCH_FOR_A_PAGE, TOO_MUCH_FOR_A_PAPER, DrawnPage
from kilowire.floor.files.opened import draw_pages, open_paper, open_photo
from kilowire.floor.files.uploads import JPEG, PDF, PNG
from kilowire.floor.refusals import Refused
from kilowire.floor.sandbox import asking, slots
from kilowire.floor.sandbox.asking import EndedEarly, ask
from kilowire.floor.sandbox.limits import Limits
from tests.builders import files
from tests.kilowire import pdf_maker as maker


def named(content: bytes, name: str = "permit.pdf") -> ContentFile[bytes]:
    return ContentFile(content, name=name)


def picture(size: tuple[int, int] = (3000, 2000), kind: str = "PNG") -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "orange").save(file, kind)
    return file.getvalue()


def bomb(megabytes: int) -> bytes:
    """A page whose content unpacks to so much."""
    made = maker.paper(2)
    drawing = maker.DecodedStreamObject()
    drawing.set_data(b"0 0 m 9 9 l S " * (megabytes * 70_000))
    made.pages[0][maker.NameObject("/Contents")] = made._add_object(drawing.flate_encode(9))
    return maker.written(made)


def test_a_photo_answers_with_its_copies_and_the_time_of_its_camera() -> None:
    file = BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 10:11:12"
    Image.new("RGB", (1200, 900)).save(file, "JPEG", exif=exif)
    copies = open_photo(file)
    assert (copies.width, copies.height) == (1200, 900)
    assert copies.taken_at is not None
    assert copies.taken_at.isoformat() == "2026-11-20T10:11:12-08:00"
    assert Image.open(BytesIO(copies.thumbnail_jpeg)).size == (480, 360)
    assert file.tell() == 0


def test_a_paper_answers_with_its_pages_and_the_first_is_drawn() -> None:
    paper = open_paper(named(maker.written(maker.paper(3))), PDF)
    assert (paper.pages, paper.copy, paper.repaired, paper.script_removed) == (3, b"", False, False)
    assert paper.first_page is not None
    assert Image.open(BytesIO(paper.first_page.picture)).width == 1275
    assert open_paper(named(picture()), PNG).pages == 1


def test_a_file_is_opened_once_for_its_form_and_its_act(monkeypatch: pytest.MonkeyPatch) -> None:
    photo, paper = files.photo(), files.paper()
    first = open_photo(photo), open_paper(paper, PDF)
    monkeypatch.setattr(asking, "_handed_over", None)  # asking again would fail
    assert (open_photo(photo), open_paper(paper, PDF)) == first
    assert open_paper(photo, JPEG).first_page == DrawnPage(first[0].print_jpeg)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "“permit.pdf” cannot be opened"),
        (maker.PAGES_IN_A_CIRCLE, "“permit.pdf” cannot be opened"),
        (maker.written(maker.locked("secret")), "“permit.pdf” is locked with a password"),
        (maker.written(maker.paper(501)), "“permit.pdf” has 501 pages, and 500 is the most"),
    ],
)
def test_a_refusal_names_the_file_and_its_field(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        open_paper(named(content), PDF, field="document")
    assert refusal.value.field == "document"


def test_what_costs_too_much_ends_alone_and_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "A_PHOTO", Limits(memory_mb=24, cpu_s=6, wall_s=9))
    with pytest.raises(Refused, match="“roof.png” takes more memory or time than a photo may have"):
        open_photo(named(picture((6000, 4000)), "roof.png"))
    assert open_paper(files.paper(), PDF).pages == 1  # the next one is as well as ever


def test_a_page_that_costs_too_much_is_kept_and_the_others_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is too much for the child that draws it; what the paper is has been answered before."""
    small = Limits(memory_mb=70, cpu_s=2, wall_s=9)
    monkeypatch.setattr(opened, "A_PAPER", small)
    monkeypatch.setattr(opened, "FIRST_PAGE", small)
    monkeypatch.setattr(opened, "A_PAGE", small)
    content = bomb(120)
    paper = open_paper(named(content), PDF)
    assert (paper.pages, paper.first_page) == (2, DrawnPage(b"", TOO_MUCH_FOR_A_PAGE))
    first, second = draw_pages(named(content), PDF, [1, 2])
    assert first == DrawnPage(b"", TOO_MUCH_FOR_A_PAGE)
    assert second.picture
    monkeypatch.setattr(opened, "ALL_PAGES_S", 0)
    assert list(draw_pages(named(content), PDF, [1, 2]))[1] == DrawnPage(b"", TOO_MUCH_FOR_A_PAPER)


def test_each_page_of_a_file_that_does_not_open_says_so() -> None:
    assert list(draw_pages(named(b"%PDF-1.7"), PDF, [1, 2])) == [DrawnPage(b"", FILE_UNREADABLE)] * 2


def test_a_child_that_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(EndedEarly):
        list(ask("pages", named(bomb(60)), Limits(465, 1, 1), numbers=[1] * 10_000))
    assert time.monotonic() - began < 8


def test_a_child_has_no_secret_and_no_way_to_write_a_file() -> None:
    open_photo(files.photo())
    assert asking._starter.process is not None
    home = Path(f"/proc/{asking._starter.process.pid}")
    environment = (home / "environ").read_bytes().split(b"\0")
    names = {entry.partition(b"=")[0] for entry in environment if entry}
    assert names <= {b"PATH", b"KILOWIRE_VAR", b"MALLOC_ARENA_MAX", b"OPENPYXL_LXML"}
    assert not [link for link in (home / "fd").iterdir() if "sqlite" in str(link.readlink())]


def test_a_starter_that_was_killed_is_started_again() -> None:
    open_photo(files.photo())
    assert asking._starter.process is not None
    before = asking._starter.process.pid
    os.kill(before, signal.SIGKILL)
    assert open_photo(files.photo()).width == 320
    assert asking._starter.process.pid != before


def test_many_at_once_wait_for_a_place_and_all_are_opened() -> None:
    with ThreadPoolExecutor(12) as pool:
        widths = list(pool.map(lambda _: open_photo(files.photo()).width, range(24)))
    assert widths == [320] * 24


def test_whoever_waits_too_long_is_told_to_send_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(slots.WAITS_S, slots.DOOR, 0.05)
    monkeypatch.setitem(slots.AT_ONCE, slots.DOOR, 1)
    with slots.a_place(slots.DOOR), pytest.raises(Refused, match="“photo.jpg” had to wait too long"):
        open_photo(files.photo())


def test_the_file_is_read_in_the_child_alone() -> None:
    """The process that asks hands the file over and does not grow by what is in it."""
    open_photo(files.photo())
    large = named(picture((7000, 7000)), "roof.png")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert open_photo(large).width == 7000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000  # in KB
