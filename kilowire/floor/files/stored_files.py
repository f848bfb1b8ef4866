"""Serves a stored file with its true type, uncached by others; nothing in it runs and no photo says where."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

from kilowire.floor.files.opened import photo_without_place
from kilowire.floor.files.uploads import AVIF, JPEG, PDF, PNG, SUFFIXES, WEBP
from kilowire.floor.refusals import Refused
from kilowire.floor.security_log import Happened, tell

Export = Mapping[str, str | int]
"""What leaves, as ``what`` and ids of rows: ``{"what": "paper", "paper": 7, "user": 3}``."""
SHOWN_IN_THE_BROWSER = frozenset({PDF, JPEG, PNG, WEBP, AVIF})
# Nothing in the file may run or fetch. A PDF gets no sandbox: Chromium's reader would stay empty in one.
NOTHING = "default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
SANDBOX = f"{NOTHING}; sandbox"


def stored_file(
    request: HttpRequest,
    file: FieldFile,
    *,
    sha256: str,
    content_type: str,
    title: str,
    export: Export | None,
    made_here: bool = False,
) -> HttpResponseBase:
    """Return this file of a job, or 304 where the browser has it; the caller checks the user's rights.

    ``export`` is what the security log tells of a file that leaves; None for the small pictures of a page.

    A photo is served without the place where it was taken; a copy that was ``made_here`` never had it.
    """
    etag = f'"{sha256}"' if content_type == PDF else f'"{sha256}-without-place"'
    response = get_conditional_response(request, etag=etag) or _whole(
        file, content_type, title, as_it_is=made_here or content_type == PDF
    )
    if export is not None and response.status_code == HTTPStatus.OK:
        tell(Happened.EXPORTED, **export)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = NOTHING if content_type == PDF else SANDBOX
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def kept_file(file: FieldFile, *, title: str, export: Export) -> HttpResponseBase:
    """Return a PDF that may carry a script: a download, which no browser opens by itself and none keeps."""
    response = _whole(file, PDF, title, as_it_is=True, never_shown=True)
    tell(Happened.EXPORTED, **export)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def downloaded(file: FieldFile, *, filename: str) -> HttpResponseBase:
    """Return a file that nobody has looked into yet: a download, which no browser shows and none keeps."""
    try:
        stored = file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is no longer in the folder of files.") from None
    response = FileResponse(
        stored, content_type="application/octet-stream", filename=filename, as_attachment=True
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _whole(
    file: FieldFile, content_type: str, title: str, *, as_it_is: bool, never_shown: bool = False
) -> HttpResponseBase:
    try:
        stored = file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is no longer in the folder of files.") from None
    try:
        opened = stored if as_it_is else BytesIO(photo_without_place(stored))
    except Refused as refusal:
        raise Http404(str(refusal)) from None
    return FileResponse(
        opened,
        content_type=content_type,
        filename=f"{title}{SUFFIXES[content_type]}",
        as_attachment=never_shown or content_type not in SHOWN_IN_THE_BROWSER,
    )
