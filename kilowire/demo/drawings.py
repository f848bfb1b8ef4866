"""Drawings of what the demo's photos show: a meter, a panel, an adapter and more."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageDraw, ImageFont

WIDTH, HEIGHT = 800, 600
STEEL, DARK, INK, PAPER, COPPER = "#8f979c", "#59626a", "#1d242b", "#f6f3ea", "#b4530a"
Pen = ImageDraw.ImageDraw


@lru_cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def shadowed(pen: Pen, box: tuple[int, int, int, int], fill: str, radius: int = 10) -> None:
    left, top, right, bottom = box
    pen.rounded_rectangle((left + 10, top + 12, right + 10, bottom + 12), radius, fill="#6b655c")
    pen.rounded_rectangle(box, radius, fill=fill, outline=INK, width=3)


def meter(pen: Pen, x: int, y: int, r: int, number: str) -> None:
    """Draw a meter in its socket, with its face."""
    shadowed(pen, (x - r - 34, y - r - 44, x + r + 34, y + r + 96), STEEL)
    pen.ellipse((x - r - 14, y - r - 14, x + r + 14, y + r + 14), fill="#747c82", outline=INK, width=3)
    pen.ellipse((x - r, y - r, x + r, y + r), fill="#e9ecea", outline=DARK, width=5)
    pen.rounded_rectangle(
        (x - r * 0.6, y - r * 0.5, x + r * 0.6, y - r * 0.1), 6, fill="#a9b7a0", outline=INK
    )
    pen.text((x, y - r * 0.3), "48 217", fill=INK, font=font(r // 4), anchor="mm")
    pen.text((x, y + r * 0.12), "SCE  CL200  240V  3W", fill=INK, font=font(max(r // 9, 10)), anchor="mm")
    pen.text((x, y + r * 0.42), number, fill=INK, font=font(r // 6), anchor="mm")
    pen.arc((x - r + 12, y - r + 12, x + r - 12, y + r - 12), 200, 250, fill="white", width=8)


def panel(pen: Pen, x: int, y: int, open_door: bool) -> None:
    shadowed(pen, (x, y, x + 230, y + 370), STEEL)
    if not open_door:
        pen.rounded_rectangle((x + 16, y + 16, x + 214, y + 354), 6, outline=DARK, width=3)
        pen.rectangle((x + 190, y + 170, x + 202, y + 210), fill=DARK)
        return
    pen.rectangle((x + 22, y + 22, x + 208, y + 348), fill="#2b3238")
    pen.rounded_rectangle((x + 80, y + 34, x + 150, y + 84), 4, fill="#15191d", outline="#78828a", width=2)
    pen.text((x + 115, y + 59), "100", fill="white", font=font(24), anchor="mm")
    for row in range(7):
        for left in (x + 36, x + 120):
            pen.rounded_rectangle(
                (left, y + 100 + row * 34, left + 74, y + 128 + row * 34), 3, fill="#101316"
            )
            pen.rectangle((left + 28, y + 108 + row * 34, left + 46, y + 120 + row * 34), fill="#e7e2d6")


def label(pen: Pen, words: str) -> None:
    shadowed(pen, (130, 110, 670, 500), PAPER, 6)
    pen.rectangle((130, 110, 670, 176), fill="#24435f")
    pen.text((400, 143), "LOAD CENTER", fill="white", font=font(34), anchor="mm")
    lines = (
        "1 PHASE  3 WIRE  120/240 V~",
        f"BUS  {words or '100 A'}",
        "MAIN  100 A MAX",
        "TYPE 3R   10 kAIC",
    )
    for number, line in enumerate(lines):
        pen.text((170, 222 + number * 66), line, fill=INK, font=font(34), anchor="lm")


def conduit(pen: Pen, points: list[tuple[int, int]], colour: str = "#6d757b") -> None:
    pen.line(points, fill=INK, width=26, joint="curve")
    pen.line(points, fill=colour, width=20, joint="curve")


def charger(pen: Pen, x: int, y: int) -> None:
    shadowed(pen, (x, y, x + 170, y + 210), "#20262c", 26)
    pen.ellipse((x + 63, y + 36, x + 107, y + 80), outline="#5fbf87", width=7)
    pen.arc((x + 10, y + 120, x + 250, y + 330), 20, 200, fill="#15191d", width=14)


def bag(pen: Pen, x: int, y: int, words: str) -> None:
    pen.line([(x + 70, y - 40), (x + 70, y + 4)], fill=INK, width=5)
    shadowed(pen, (x, y, x + 150, y + 210), "#e8eef2", 16)
    pen.ellipse((x + 35, y + 40, x + 115, y + 120), fill="#9aa3a8", outline=DARK, width=4)
    pen.rectangle((x + 12, y + 140, x + 138, y + 196), fill=PAPER, outline=COPPER, width=3)
    pen.text((x + 75, y + 158), "FOR SCE", fill=COPPER, font=font(20), anchor="mm")
    pen.text((x + 75, y + 181), words[:14], fill=INK, font=font(15), anchor="mm")


def adapter(pen: Pen, words: str) -> None:
    pen.rectangle((0, 380, WIDTH, HEIGHT), fill="#b08d62")
    pen.polygon([(90, 420), (250, 350), (330, 400), (170, 480)], fill="#c9a878", outline=INK)
    pen.ellipse((320, 180, 640, 500), fill="#9aa3a8", outline=INK, width=4)
    pen.ellipse((390, 250, 570, 430), fill="#3a4147", outline=INK, width=4)
    for left, top in ((430, 290), (510, 290), (430, 370), (510, 370)):
        pen.rectangle((left, top, left + 22, top + 34), fill="#c98a4b")
    pen.rectangle((330, 506, 630, 548), fill=PAPER, outline=INK)
    pen.text((480, 527), words or "EV MSA", fill=INK, font=font(24), anchor="mm")


def seal(pen: Pen, _words: str) -> None:
    pen.ellipse((120, 40, 680, 600), fill="#747c82", outline=INK, width=4)
    pen.ellipse((190, 110, 610, 530), fill="#e9ecea", outline=DARK, width=6)
    pen.line([(560, 470), (600, 540)], fill="#c9a13b", width=7)
    pen.ellipse((570, 500, 640, 570), fill="#c0392b", outline=INK, width=3)
    pen.text((605, 535), "SCE", fill="white", font=font(20), anchor="mm")
