"""Photos of the demonstration, drawn: a wall, a meter, a panel, a bag on its hook; marked as demo."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from jobs.models import PhotoSlot

WIDTH, HEIGHT = 800, 600
KEPT = (640, 480)
WALLS = ("#cdbfa6", "#b9c0c2", "#d8cdbd", "#c2b2a0")
STEEL, DARK, INK, PAPER, COPPER = "#8f979c", "#59626a", "#1d242b", "#f6f3ea", "#b4530a"
Pen = ImageDraw.ImageDraw


def photo(slot: str, words: str = "", wall: int = 0) -> ContentFile[bytes]:
    """The photo of this slot; ``words``: the number read off the meter, the label or the device."""
    words = words if slot in WITH_WORDS else ""
    return ContentFile(_jpeg(PhotoSlot(slot), words, wall % len(WALLS)), name=f"{slot}.jpg")


@lru_cache(maxsize=256)
def _jpeg(slot: PhotoSlot, words: str, wall: int) -> bytes:
    picture = _wall(wall).copy()
    pen = ImageDraw.Draw(picture)
    DRAWN[slot](pen, words)
    pen.rounded_rectangle((WIDTH - 116, HEIGHT - 48, WIDTH - 16, HEIGHT - 14), 8, fill="#00000088")
    pen.text((WIDTH - 66, HEIGHT - 31), "demo", fill="white", font=_font(20), anchor="mm")
    file = BytesIO()
    picture.resize(KEPT, Image.Resampling.BILINEAR).save(file, "JPEG", quality=78)
    return file.getvalue()


@lru_cache
def _wall(number: int) -> Image.Image:
    """Plaster in the sun: a colour, some grain, a shadow of the eaves."""
    ground = Image.new("RGB", (WIDTH, HEIGHT), WALLS[number])
    grain = Image.frombytes("L", (WIDTH, HEIGHT), Random(number).randbytes(WIDTH * HEIGHT)).convert("RGB")
    plaster = Image.blend(ground, grain, 0.03)
    pen = ImageDraw.Draw(plaster, "RGBA")
    pen.polygon([(0, 0), (WIDTH, 0), (WIDTH, 46), (0, 96)], fill=(30, 30, 40, 70))
    pen.rectangle((0, HEIGHT - 60, WIDTH, HEIGHT), fill=(90, 85, 78, 200))
    return plaster


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _shadowed(pen: Pen, box: tuple[int, int, int, int], fill: str, radius: int = 10) -> None:
    left, top, right, bottom = box
    pen.rounded_rectangle((left + 10, top + 12, right + 10, bottom + 12), radius, fill="#6b655c")
    pen.rounded_rectangle(box, radius, fill=fill, outline=INK, width=3)


def _meter(pen: Pen, x: int, y: int, r: int, number: str) -> None:
    """A meter in its socket, with its face."""
    _shadowed(pen, (x - r - 34, y - r - 44, x + r + 34, y + r + 96), STEEL)
    pen.ellipse((x - r - 14, y - r - 14, x + r + 14, y + r + 14), fill="#747c82", outline=INK, width=3)
    pen.ellipse((x - r, y - r, x + r, y + r), fill="#e9ecea", outline=DARK, width=5)
    pen.rounded_rectangle(
        (x - r * 0.6, y - r * 0.5, x + r * 0.6, y - r * 0.1), 6, fill="#a9b7a0", outline=INK
    )
    pen.text((x, y - r * 0.3), "48 217", fill=INK, font=_font(r // 4), anchor="mm")
    pen.text((x, y + r * 0.12), "SCE  CL200  240V  3W", fill=INK, font=_font(max(r // 9, 10)), anchor="mm")
    pen.text((x, y + r * 0.42), number, fill=INK, font=_font(r // 6), anchor="mm")
    pen.arc((x - r + 12, y - r + 12, x + r - 12, y + r - 12), 200, 250, fill="white", width=8)


def _panel(pen: Pen, x: int, y: int, open_door: bool) -> None:
    _shadowed(pen, (x, y, x + 230, y + 370), STEEL)
    if not open_door:
        pen.rounded_rectangle((x + 16, y + 16, x + 214, y + 354), 6, outline=DARK, width=3)
        pen.rectangle((x + 190, y + 170, x + 202, y + 210), fill=DARK)
        return
    pen.rectangle((x + 22, y + 22, x + 208, y + 348), fill="#2b3238")
    pen.rounded_rectangle((x + 80, y + 34, x + 150, y + 84), 4, fill="#15191d", outline="#78828a", width=2)
    pen.text((x + 115, y + 59), "100", fill="white", font=_font(24), anchor="mm")
    for row in range(7):
        for left in (x + 36, x + 120):
            pen.rounded_rectangle(
                (left, y + 100 + row * 34, left + 74, y + 128 + row * 34), 3, fill="#101316"
            )
            pen.rectangle((left + 28, y + 108 + row * 34, left + 46, y + 120 + row * 34), fill="#e7e2d6")


def _label(pen: Pen, words: str) -> None:
    _shadowed(pen, (130, 110, 670, 500), PAPER, 6)
    pen.rectangle((130, 110, 670, 176), fill="#24435f")
    pen.text((400, 143), "LOAD CENTER", fill="white", font=_font(34), anchor="mm")
    lines = (
        "1 PHASE  3 WIRE  120/240 V~",
        f"BUS  {words or '100 A'}",
        "MAIN  100 A MAX",
        "TYPE 3R   10 kAIC",
    )
    for number, line in enumerate(lines):
        pen.text((170, 222 + number * 66), line, fill=INK, font=_font(34), anchor="lm")


def _conduit(pen: Pen, points: list[tuple[int, int]], colour: str = "#6d757b") -> None:
    pen.line(points, fill=INK, width=26, joint="curve")
    pen.line(points, fill=colour, width=20, joint="curve")


def _charger(pen: Pen, x: int, y: int) -> None:
    _shadowed(pen, (x, y, x + 170, y + 210), "#20262c", 26)
    pen.ellipse((x + 63, y + 36, x + 107, y + 80), outline="#5fbf87", width=7)
    pen.arc((x + 10, y + 120, x + 250, y + 330), 20, 200, fill="#15191d", width=14)


def _bag(pen: Pen, x: int, y: int, words: str) -> None:
    pen.line([(x + 70, y - 40), (x + 70, y + 4)], fill=INK, width=5)
    _shadowed(pen, (x, y, x + 150, y + 210), "#e8eef2", 16)
    pen.ellipse((x + 35, y + 40, x + 115, y + 120), fill="#9aa3a8", outline=DARK, width=4)
    pen.rectangle((x + 12, y + 140, x + 138, y + 196), fill=PAPER, outline=COPPER, width=3)
    pen.text((x + 75, y + 158), "FOR SCE", fill=COPPER, font=_font(20), anchor="mm")
    pen.text((x + 75, y + 181), words[:14], fill=INK, font=_font(15), anchor="mm")


def _adapter(pen: Pen, words: str) -> None:
    pen.rectangle((0, 380, WIDTH, HEIGHT), fill="#b08d62")
    pen.polygon([(90, 420), (250, 350), (330, 400), (170, 480)], fill="#c9a878", outline=INK)
    pen.ellipse((320, 180, 640, 500), fill="#9aa3a8", outline=INK, width=4)
    pen.ellipse((390, 250, 570, 430), fill="#3a4147", outline=INK, width=4)
    for left, top in ((430, 290), (510, 290), (430, 370), (510, 370)):
        pen.rectangle((left, top, left + 22, top + 34), fill="#c98a4b")
    pen.rectangle((330, 506, 630, 548), fill=PAPER, outline=INK)
    pen.text((480, 527), words or "EV MSA", fill=INK, font=_font(24), anchor="mm")


def _seal(pen: Pen, _words: str) -> None:
    pen.ellipse((120, 40, 680, 600), fill="#747c82", outline=INK, width=4)
    pen.ellipse((190, 110, 610, 530), fill="#e9ecea", outline=DARK, width=6)
    pen.line([(560, 470), (600, 540)], fill="#c9a13b", width=7)
    pen.ellipse((570, 500, 640, 570), fill="#c0392b", outline=INK, width=3)
    pen.text((605, 535), "SCE", fill="white", font=_font(20), anchor="mm")


def _lock(pen: Pen, _words: str) -> None:
    _panel(pen, 180, 120, open_door=False)
    pen.arc((330, 240, 430, 340), 180, 360, fill=DARK, width=14)
    pen.rounded_rectangle((322, 288, 438, 380), 8, fill="#b3261e", outline=INK, width=3)
    pen.rectangle((470, 250, 640, 440), fill=PAPER, outline="#b3261e", width=6)
    pen.text((555, 300), "DANGER", fill="#b3261e", font=_font(34), anchor="mm")
    pen.text((555, 360), "Do not", fill=INK, font=_font(28), anchor="mm")
    pen.text((555, 400), "operate", fill=INK, font=_font(28), anchor="mm")


def _meter_area(pen: Pen, words: str) -> None:
    _meter(pen, 260, 260, 92, words)
    _panel(pen, 440, 130, open_door=False)


def _route(pen: Pen, words: str) -> None:
    _meter(pen, 170, 240, 78, words)
    _conduit(pen, [(172, 420), (172, 500), (720, 500), (720, 380)])


def _place_of_charger(pen: Pen, _words: str) -> None:
    pen.rectangle((300, 170, 500, 410), outline=COPPER, width=8)
    pen.text((400, 290), "charger", fill=COPPER, font=_font(36), anchor="mm")


def _breaker(pen: Pen, _words: str) -> None:
    pen.rounded_rectangle((230, 90, 570, 520), 14, fill="#15191d", outline="#78828a", width=6)
    pen.rounded_rectangle((340, 190, 460, 330), 8, fill="#e7e2d6", outline=INK, width=3)
    pen.text((400, 260), "100", fill=INK, font=_font(54), anchor="mm")
    pen.text((400, 420), "120/240 V~", fill="white", font=_font(34), anchor="mm")


def _staged(pen: Pen, words: str) -> None:
    _panel(pen, 150, 120, open_door=False)
    _bag(pen, 470, 210, words)


def _in_place(pen: Pen, words: str) -> None:
    _meter(pen, 380, 250, 118, words)
    pen.ellipse((228, 98, 532, 402), outline="#3a4147", width=16)
    _conduit(pen, [(520, 300), (650, 300), (650, 560)])


WITH_WORDS = (
    PhotoSlot.METER_FACE, PhotoSlot.PANEL_LABEL, PhotoSlot.ADAPTER_UNBOXED, PhotoSlot.ADAPTER_STAGED,
    PhotoSlot.ADAPTER_SET,
)  # fmt: skip
DRAWN: dict[PhotoSlot, Callable[[Pen, str], None]] = {
    PhotoSlot.METER_FACE: lambda pen, words: _meter(pen, 400, 270, 180, words),
    PhotoSlot.SEAL: _seal,
    PhotoSlot.SOCKET_RING: lambda pen, words: _meter(pen, 400, 250, 150, words),
    PhotoSlot.PANEL_LABEL: _label,
    PhotoSlot.PANEL_OPEN: lambda pen, _words: _panel(pen, 285, 100, open_door=True),
    PhotoSlot.MAIN_BREAKER: _breaker,
    PhotoSlot.METER_AREA: _meter_area,
    PhotoSlot.CONDUIT_ROUTE: _route,
    PhotoSlot.CHARGER_LOCATION: _place_of_charger,
    PhotoSlot.CONDUIT_AS_BUILT: _route,
    PhotoSlot.CHARGER_INSTALLED: lambda pen, _words: _charger(pen, 310, 130),
    PhotoSlot.CIRCUIT_LOCKED: _lock,
    PhotoSlot.ADAPTER_UNBOXED: _adapter,
    PhotoSlot.ADAPTER_STAGED: _staged,
    PhotoSlot.ADAPTER_SET: _in_place,
    PhotoSlot.SEAL_AFTER: _seal,
    PhotoSlot.OTHER: _meter_area,
}
