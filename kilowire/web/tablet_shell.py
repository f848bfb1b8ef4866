"""The tablet's app shell: a page without personal data, its files under one version, its service worker.

Scripts and styles come as a bundle, which ``bin/bundle`` makes of ``static/js/field/`` and ``static/css/``.
The files are served under ``/field/app/<version>/``, where the version is the hash of all: they import each
other by relative paths, into which hashed names of single files would have to be written.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

ROOT = Path(settings.BASE_DIR) / "static"
PARTS = (
    "bundle/*.js",
    "bundle/*.css",
    "fonts/ibm-plex-sans-latin-400-normal.woff2",
    "fonts/ibm-plex-sans-latin-600-normal.woff2",
    "fonts/ibm-plex-mono-latin-400-normal.woff2",
    "icons/*",
    "favicon.svg",
)
PACKS = ("field:pack", "assessments:field_pack")
A_YEAR = 31_536_000


@dataclass(frozen=True)
class ShellFile:
    """One file of the shell, plain and gzipped."""

    content: bytes
    packed: bytes
    content_type: str


@cache
def shell_files() -> dict[str, ShellFile]:
    """Return every file of the shell by its path under ``static/``."""
    paths = sorted({path for part in PARTS for path in ROOT.glob(part) if path.is_file()})
    return {path.relative_to(ROOT).as_posix(): _read(path) for path in paths}


@cache
def shell_version() -> str:
    """Return the hash of the whole shell, including its page and its service worker."""
    digest = hashlib.sha256()
    for path, file in shell_files().items():
        digest.update(path.encode() + b"\0" + hashlib.sha256(file.content).digest())
    for template in ("field/shell.html", "field/worker.js"):
        digest.update((Path(settings.BASE_DIR) / "templates" / template).read_bytes())
    return digest.hexdigest()[:16]


def _read(path: Path) -> ShellFile:
    content = path.read_bytes()
    content_type = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path)[0]
    return ShellFile(content, gzip.compress(content, 9, mtime=0), content_type or "application/octet-stream")


@require_safe
@cache_control(no_cache=True)
def shell(request: HttpRequest) -> HttpResponse:
    """Serve the page of the app, the same for every user, so that it can be cached for offline use."""
    page = {"base": _base(), "version": shell_version(), "packs": [reverse(name) for name in PACKS]}
    return render(request, "field/shell.html", page)


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker with the list of the files that it caches."""
    kept = [reverse("tablet"), *(f"{_base()}{path}" for path in shell_files())]
    home = reverse("tablet")
    page = {"version": shell_version(), "kept": json.dumps(kept), "home": home, "files": f"{home}app/"}
    return render(request, "field/worker.js", page, content_type="text/javascript")


@require_safe
@cache_control(no_cache=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """Serve the web app manifest."""
    icons = [
        {
            "src": f"{_base()}icons/field-{size}.png",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": use,
        }
        for size, use in ((192, "any"), (512, "any"), (512, "maskable"))
    ]
    home = reverse("tablet")
    said = {
        "id": home,
        "name": "KiloWire field",
        "short_name": "KiloWire",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": "#faf9f6",
        "theme_color": "#14202b",
        "icons": icons,
    }
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def shell_file(request: HttpRequest, version: str, path: str) -> HttpResponse:
    """Serve one file of the shell; 404 for another version, whose files are only in the tablets' caches."""
    file = shell_files().get(path)
    if file is None or version != shell_version():
        raise Http404
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(file.packed if packed else file.content, content_type=file.content_type)
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _base() -> str:
    """Return the base URL of the files of this version, with a slash at the end."""
    return reverse("tablet_file", args=[shell_version(), "-"]).removesuffix("-")
