"""Renders HTML to an archival PDF with our own fonts and the given pictures, and nothing else.

The engine is loaded when the first paper is made: it costs half a second and 30 MB that no web process
needs, and where its system libraries are missing the site runs and papers wait.
"""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any
from urllib.request import DataHandler, Request

from django.conf import settings
from PIL import ImageFile

from kilowire.floor.pdf_letters import printable

ARCHIVAL = "pdf/a-3a"
BASE_URL = "https://paper.invalid/"  # never fetched: relative addresses in a paper resolve to it
FILES = "files/"
_OURS = re.compile(r"(?:css/[\w.-]+\.css|fonts/(?:scripts/)?[\w.-]+\.(?:woff2?|ttf))")
_TYPES = {".css": "text/css", ".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf"}
FONTS_OF_THE_MACHINE, NO_FONTS = "FONTCONFIG_FILE", "kilowire/floor/no_fonts.conf"
MISSING = (
    "The PDF engine is missing a system library; install the Debian packages libpango-1.0-0 and "
    "libpangoft2-1.0-0. Papers wait until then."
)
_one_at_a_time = Lock()


class PdfEngineMissing(Exception):
    """The engine cannot be loaded on this machine; papers wait."""


class PaperIncomplete(Exception):
    """The paper asks for a file that it was not given."""


@dataclass(frozen=True)
class Attached:
    """An attachment of the PDF. ``relationship`` is a PDF/A-3 term, such as ``Supplement``."""

    name: str
    content: bytes
    description: str = ""
    relationship: str = "Supplement"


def engine_problem() -> str:
    """Return in one sentence why no PDF can be made on this machine; empty where it can."""
    try:
        _engine()
    except PdfEngineMissing as missing:
        return str(missing)
    return ""


def render_pdf(
    html: str,
    *,
    made_at: datetime,
    files: Mapping[str, bytes] | None = None,
    attachments: Iterable[Attached] = (),
    variant: str | None = ARCHIVAL,
    on_step: Callable[[], None] = lambda: None,
) -> bytes:
    """Return the PDF of this HTML; the same input gives the same bytes.

    Styles and fonts are addressed as ``css/…`` and ``fonts/…``, pictures as ``files/<name>`` from ``files``;
    title, author and language are those of the HTML. ``on_step`` is called for each page and each other step;
    an exception in it ends the rendering. Raises ``PdfEngineMissing``, and ``PaperIncomplete`` for an address
    outside of these.
    """
    engine, made_at = _engine(), made_at.astimezone(UTC)
    serve = _OnlyOurs(engine, files or {})
    html, faces = printable(html)
    options: dict[str, Any] = {
        **engine.DEFAULT_OPTIONS,
        "pdf_variant": variant,
        "attachments": [_attachment(engine, attached, made_at, serve) for attached in attachments],
    }
    with _one_at_a_time, _calling_on_step(on_step):
        try:
            source = engine.HTML(string=html, base_url=BASE_URL, url_fetcher=serve)
            if faces:
                options["stylesheets"] = [
                    engine.CSS(string=faces, base_url=BASE_URL, url_fetcher=serve, font_config=_fonts())
                ]
            document = source.render(font_config=_fonts(), **options)
            document.metadata.created = document.metadata.modified = f"{made_at:%Y-%m-%dT%H:%M:%SZ}"
            return bytes(document.write_pdf(**options))
        except engine.urls.FatalURLFetchingError as error:  # a BaseException, which would end the worker
            raise PaperIncomplete(str(error.__cause__)) from error


def _engine() -> ModuleType:
    try:
        with _no_fonts_of_the_machine():
            engine = import_module("weasyprint")
    except (OSError, ImportError) as error:
        raise PdfEngineMissing(MISSING) from error
    # The engine lets Pillow accept truncated images in the whole process; we must refuse truncated photos.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return engine


@cache
def _fonts() -> Any:
    """Load the fonts once per process: loading them again would double the time of a short paper."""
    with _no_fonts_of_the_machine():
        return import_module("weasyprint.text.fonts").FontConfiguration()


@contextmanager
def _no_fonts_of_the_machine() -> Iterator[None]:
    """Let the engine see no font but ours, and leave the programs that this process starts theirs."""
    before = os.environ.get(FONTS_OF_THE_MACHINE)
    os.environ[FONTS_OF_THE_MACHINE] = str(Path(settings.BASE_DIR, NO_FONTS))
    try:
        with warnings.catch_warnings():  # the engine misses them
            warnings.simplefilter("ignore")
            yield
    finally:
        if before is None:
            del os.environ[FONTS_OF_THE_MACHINE]
        else:
            os.environ[FONTS_OF_THE_MACHINE] = before


class _Steps(logging.Handler):
    """Calls ``on_step`` for each step that the engine logs."""

    def __init__(self, on_step: Callable[[], None]) -> None:
        super().__init__()
        self.on_step = on_step

    def emit(self, record: logging.LogRecord) -> None:
        self.on_step()


@contextmanager
def _calling_on_step(on_step: Callable[[], None]) -> Iterator[None]:
    steps, handler = logging.getLogger("weasyprint.progress"), _Steps(on_step)
    steps.propagate = False
    steps.setLevel(logging.INFO)
    steps.addHandler(handler)
    try:
        yield
    finally:
        steps.removeHandler(handler)


def _attachment(engine: ModuleType, attached: Attached, made_at: datetime, serve: _OnlyOurs) -> Any:
    return engine.Attachment(
        string=attached.content,
        url_fetcher=serve,
        name=attached.name,
        description=attached.description or attached.name,
        created=made_at,
        modified=made_at,
        relationship=attached.relationship,
    )


class _OnlyOurs:
    """URL fetcher for our styles and fonts, this paper's files and ``data:`` addresses, and nothing else."""

    _fail_on_errors = True  # read by the engine: a missing file must fail the whole paper

    def __init__(self, engine: ModuleType, files: Mapping[str, bytes]) -> None:
        self.response = engine.urls.URLFetcherResponse
        self.files = files

    def __call__(self, url: str) -> Any:
        if url.startswith("data:"):
            written_out = DataHandler().data_open(Request(url))  # noqa: S310 - opens nothing: the content is the address
            return self.response(url, written_out, written_out.headers)
        asked = url.removeprefix(BASE_URL)
        if _OURS.fullmatch(asked):
            path = Path(settings.BASE_DIR, "static", asked)
            return self.response(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})
        name = asked.removeprefix(FILES)
        if asked.startswith(FILES) and name in self.files:
            return self.response(url, self.files[name])
        raise PaperIncomplete(f"The paper asks for “{asked}”, which it was not given.")
