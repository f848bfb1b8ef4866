"""What a child does with the one file that it was handed: each operation answers with messages."""

from __future__ import annotations

import gc
import os
import resource
import socket
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from typing import IO, Any
from zoneinfo import ZoneInfo

from kilowire.floor.files.drawing import draw_each
from kilowire.floor.files.found import NotTaken
from kilowire.floor.files.pdf_pages import check_pdf, join_pdfs
from kilowire.floor.files.photo_copies import make_copies
from kilowire.floor.files.place import without_place
from kilowire.floor.files.queue_zip import opened
from kilowire.floor.files.tables import read_table
from kilowire.floor.sandbox import messages
from kilowire.floor.sandbox.limits import Limits, begin_anew, put_on

Answer = Callable[..., None]
ROWS_IN_A_MESSAGE = 200


def serve(asked: dict[str, Any], file: int, connection: int) -> None:
    """Do what is asked under the limits that are asked for; end the answer with ``done``."""
    with socket.socket(fileno=connection) as answers, os.fdopen(file, "rb") as content:

        def answer(words: dict[str, Any], *files: bytes) -> None:
            messages.send(answers, words, *files)

        answer({"began": os.getpid()})
        put_on(Limits(**asked["limits"]))
        gc.disable()
        try:
            _OPERATIONS[asked["operation"]](content, asked, answer)
        except NotTaken as refusal:
            answer({"refused": refusal.sentence, "values": refusal.values})
        answer({"done": True, "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss})


def _photo(file: IO[bytes], asked: dict[str, Any], answer: Answer) -> None:
    """Make the copies of a photo."""
    zone, now = ZoneInfo(asked["zone"]), datetime.fromisoformat(asked["now"])
    copies = make_copies(file, zone=zone, now=now)
    taken_at = copies.taken_at.isoformat() if copies.taken_at else ""
    answer(
        {"width": copies.width, "height": copies.height, "taken_at": taken_at},
        copies.print_jpeg,
        copies.thumbnail_jpeg,
    )


def _paper(file: IO[bytes], asked: dict[str, Any], answer: Answer) -> None:
    """Check a PDF, make the copy to show where it was changed, and draw the first page of what is shown."""
    content = file.read()
    paper = check_pdf(content)
    words = {"pages": paper.pages, "repaired": paper.repaired, "script_removed": paper.script_removed}
    answer(words, paper.copy)
    _draw(paper.copy or content, [1], Limits(**asked["page_limits"]), answer)


def _pages(file: IO[bytes], asked: dict[str, Any], answer: Answer) -> None:
    """Draw these pages of a PDF; each has a budget of its own."""
    _draw(file.read(), asked["numbers"], Limits(**asked["limits"]), answer)


def _draw(content: bytes, numbers: list[int], limits: Limits, answer: Answer) -> None:
    begin_anew(limits)
    for number, page in draw_each(content, numbers):
        answer({"page": number, "not_shown": page.not_shown}, page.picture)
        begin_anew(limits)


def _without_place(file: IO[bytes], asked: dict[str, Any], answer: Answer) -> None:
    """Take the place out of a photo that is served."""
    answer({}, without_place(file.read()))


def _queue(file: IO[bytes], asked: dict[str, Any], answer: Answer) -> None:
    """Read the list of a tablet's export, thing by thing."""
    with opened(file, blob_most_bytes=asked["most_bytes"]) as queue:
        answer({"tablet": queue.tablet})
        for row in queue.items:
            answer({"item": row})
        for row in queue.drafts:
            answer({"draft": row})


def _blob(file: IO[bytes], asked: dict[str, Any], answer: Answer) -> None:
    """Read one file of a tablet's export."""
    with opened(file, blob_most_bytes=asked["most_bytes"]) as queue:
        content = queue.blob(asked["item"], asked["sha256"])
        answer({"is_there": content is not None}, content or b"")


def _table(file: IO[bytes], asked: dict[str, Any], answer: Answer) -> None:
    """Read the rows of a spreadsheet, many in one message."""
    about, rows = read_table(file)
    answer({"about": about})
    while several := list(islice(rows, ROWS_IN_A_MESSAGE)):
        answer({"rows": several})


def _join(file: IO[bytes], asked: dict[str, Any], answer: Answer) -> None:
    """Put the pages of two PDFs into one; the file holds both, the first of them so many bytes long."""
    answer({}, join_pdfs(file.read(asked["first_bytes"]), file.read()))


_OPERATIONS: dict[str, Callable[[IO[bytes], dict[str, Any], Answer], None]] = {
    "photo": _photo,
    "paper": _paper,
    "pages": _pages,
    "without_place": _without_place,
    "queue": _queue,
    "blob": _blob,
    "join": _join,
    "table": _table,
}
