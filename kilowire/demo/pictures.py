"""The demo's photos, drawn and marked as demo: one scene per photo slot."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from jobs.models import PhotoSlot
from kilowire.demo import drawings as draw
from kilowire.demo.drawings import COPPER, DARK, HEIGHT, INK, PAPER, WIDTH, Pen

KEPT = (640, 480)
WALLS = ("#cdbfa6", "#b9c0c2", "#d8cdbd", "#c2b2a0")


def photo(slot: str, words: str = "", wall: int = 0) -> ContentFile[bytes]:
    """Return the photo of this slot; ``words`` is the text on the meter, the label or the adapter.

    Equal photos are one file object, so that the copies of each are made once.
    """
    words = words if slot in WITH_WORDS else ""
    return _drawn(PhotoSlot(slot), words, wall % len(WALLS))


@lru_cache(maxsize=256)
def _drawn(slot: PhotoSlot, words: str, wall: int) -> ContentFile[bytes]:
    picture = _wall(wall).copy()
    pen = ImageDraw.Draw(picture)
    DRAWN[slot](pen, words)
    pen.rounded_rectangle((WIDTH - 116, HEIGHT - 48, WIDTH - 16, HEIGHT - 14), 8, fill="#00000088")
    pen.text((WIDTH - 66, HEIGHT - 31), "demo", fill="white", font=draw.font(20), anchor="mm")
    file = BytesIO()
    picture.resize(KEPT, Image.Resampling.BILINEAR).save(file, "JPEG", quality=78)
    return ContentFile(file.getvalue(), name=f"{slot}.jpg")


@lru_cache
def _wall(number: int) -> Image.Image:
    """Draw a plastered wall: a color, some grain, the shadow of the eaves."""
    ground = Image.new("RGB", (WIDTH, HEIGHT), WALLS[number])
    grain = Image.frombytes("L", (WIDTH, HEIGHT), Random(number).randbytes(WIDTH * HEIGHT)).convert("RGB")
    plaster = Image.blend(ground, grain, 0.03)
    pen = ImageDraw.Draw(plaster, "RGBA")
    pen.polygon([(0, 0), (WIDTH, 0), (WIDTH, 46), (0, 96)], fill=(30, 30, 40, 70))
    pen.rectangle((0, HEIGHT - 60, WIDTH, HEIGHT), fill=(90, 85, 78, 200))
    return plaster


def _lock(pen: Pen, _words: str) -> None:
    draw.panel(pen, 180, 120, open_door=False)
    pen.arc((330, 240, 430, 340), 180, 360, fill=DARK, width=14)
    pen.rounded_rectangle((322, 288, 438, 380), 8, fill="#b3261e", outline=INK, width=3)
    pen.rectangle((470, 250, 640, 440), fill=PAPER, outline="#b3261e", width=6)
    pen.text((555, 300), "DANGER", fill="#b3261e", font=draw.font(34), anchor="mm")
    pen.text((555, 360), "Do not", fill=INK, font=draw.font(28), anchor="mm")
    pen.text((555, 400), "operate", fill=INK, font=draw.font(28), anchor="mm")


def _meter_area(pen: Pen, words: str) -> None:
    draw.meter(pen, 260, 260, 92, words)
    draw.panel(pen, 440, 130, open_door=False)


def _route(pen: Pen, words: str) -> None:
    draw.meter(pen, 170, 240, 78, words)
    draw.conduit(pen, [(172, 420), (172, 500), (720, 500), (720, 380)])


def _place_of_charger(pen: Pen, _words: str) -> None:
    pen.rectangle((300, 170, 500, 410), outline=COPPER, width=8)
    pen.text((400, 290), "charger", fill=COPPER, font=draw.font(36), anchor="mm")


def _breaker(pen: Pen, _words: str) -> None:
    pen.rounded_rectangle((230, 90, 570, 520), 14, fill="#15191d", outline="#78828a", width=6)
    pen.rounded_rectangle((340, 190, 460, 330), 8, fill="#e7e2d6", outline=INK, width=3)
    pen.text((400, 260), "100", fill=INK, font=draw.font(54), anchor="mm")
    pen.text((400, 420), "120/240 V~", fill="white", font=draw.font(34), anchor="mm")


def _staged(pen: Pen, words: str) -> None:
    draw.panel(pen, 150, 120, open_door=False)
    draw.bag(pen, 470, 210, words)


def _in_place(pen: Pen, words: str) -> None:
    draw.meter(pen, 380, 250, 118, words)
    pen.ellipse((228, 98, 532, 402), outline="#3a4147", width=16)
    draw.conduit(pen, [(520, 300), (650, 300), (650, 560)])


WITH_WORDS = (
    PhotoSlot.METER_FACE, PhotoSlot.PANEL_LABEL, PhotoSlot.ADAPTER_UNBOXED, PhotoSlot.ADAPTER_STAGED,
    PhotoSlot.ADAPTER_SET,
)  # fmt: skip
DRAWN: dict[PhotoSlot, Callable[[Pen, str], None]] = {
    PhotoSlot.METER_FACE: lambda pen, words: draw.meter(pen, 400, 270, 180, words),
    PhotoSlot.SEAL: draw.seal,
    PhotoSlot.SOCKET_RING: lambda pen, words: draw.meter(pen, 400, 250, 150, words),
    PhotoSlot.PANEL_LABEL: draw.label,
    PhotoSlot.PANEL_OPEN: lambda pen, _words: draw.panel(pen, 285, 100, open_door=True),
    PhotoSlot.MAIN_BREAKER: _breaker,
    PhotoSlot.METER_AREA: _meter_area,
    PhotoSlot.CONDUIT_ROUTE: _route,
    PhotoSlot.CHARGER_LOCATION: _place_of_charger,
    PhotoSlot.CONDUIT_AS_BUILT: _route,
    PhotoSlot.CHARGER_INSTALLED: lambda pen, _words: draw.charger(pen, 310, 130),
    PhotoSlot.CIRCUIT_LOCKED: _lock,
    PhotoSlot.ADAPTER_UNBOXED: draw.adapter,
    PhotoSlot.ADAPTER_STAGED: _staged,
    PhotoSlot.ADAPTER_SET: _in_place,
    PhotoSlot.SEAL_AFTER: draw.seal,
    PhotoSlot.OTHER: _meter_area,
}
