"""Canaries: private words that are sent through every door, and that no log may hold afterwards."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from django.urls import URLPattern, URLResolver, get_resolver

from tests.kilowire.running.conftest import CSRF_TOKEN, ProxiedSite
from tests.kilowire.running.proxies import HOST

NAME, STREET, PHONE = "Quetzal Zwingli", "4711 Warbler Lane", "562-555-0199"
MAIL, CODE = "quetzal@nest.test", "918273"
IN_FILE = "SongOfTheCanary"
OF_THE_JOB = ("Hana Ito", "418 Alder Court", "562-555-0142", "hana@home.test")
NAMES = [
    "name", "code", "q", "reason", "note", "street", "city", "phone", "email", "login",
    "password", "title", "words", "text", "caption", "comment", "price", "number", "serial", "on",
    "day", "at", "language", "person", "slot", "sha256", "typed", "address", "body", "subject",
    "search", "kind",
]  # fmt: skip
ENDS_THE_SESSION = ("accounts/logout", "admin/logout", "password")
FEW = (
    "/accounts/login/",
    "/accounts/password/reset/",
    "{homeowner}",
    "{homeowner}code/",
    "/jobs/{job}/",
    "/field/contact/",
)
DAMAGED_PDF = (
    f"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R /A ({IN_FILE}) >> endobj\n"
    f"trailer <</Root 1 0 R>> {IN_FILE}"
)


def logs(*folders: Path) -> list[Path]:
    """Every file of the site that a log may be."""
    found = [path for folder in folders for path in folder.rglob("*.log") if path.is_file()]
    return [*found, *(path for folder in folders for path in folder.glob("out"))]


def break_folder(folder: Path) -> None:
    """Put a file in its place, as a disk that is away would not let it be written."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("not a folder", encoding="utf-8")


def break_database(file: Path) -> None:
    with closing(sqlite3.connect(file, timeout=20)) as database:
        database.execute("ALTER TABLE jobs_homeownerlink RENAME TO gone")
        database.execute("ALTER TABLE kilowire_user RENAME TO gone_too")


class Visitor:
    """Somebody who is signed in, holds a homeowner's link, and leaves private words wherever they can."""

    def __init__(self, site: ProxiedSite) -> None:
        self.site = site
        self.statuses: Counter[int] = Counter()
        token = site.homeowner_page.strip("/").rpartition("/")[2]
        plain = (NAME, STREET, PHONE, MAIL, CODE, IN_FILE, token, CSRF_TOKEN, *OF_THE_JOB)
        self.songs = {song for word in plain for song in (word, quote(word), quote_plus(word))}
        self.values = {
            "str": quote(NAME),
            "slug": "quetzal",
            "int": "1",
            "uuid": str(uuid.uuid4()),
            "path": quote(STREET),
            "job_number": site.job,
        }

    def go_through_every_door(self) -> None:
        for route in _routes(get_resolver().url_patterns):
            if not any(end in route for end in ENDS_THE_SESSION):
                self.send("/" + _filled(route, self.values | {"token": self._token}), "POST")

    def go_through_a_few_doors(self) -> None:
        for path in FEW:
            for method in ("GET", "POST"):
                self.send(path.format(homeowner=self.site.homeowner_page, job=self.site.job), method)

    @property
    def _token(self) -> str:
        return self.site.homeowner_page.strip("/").rpartition("/")[2]

    def send(self, path: str, method: str) -> None:
        """Ask for this address, with canaries in every part of the request."""
        body, kind = _form() if method == "POST" else (None, "")
        headers = {
            "Cookie": self.site.cookie["owen"],
            "Referer": f"https://{HOST}{self.site.homeowner_page}?who={quote(NAME)}",
            "User-Agent": NAME,
            "X-CSRFToken": CSRF_TOKEN,
            "Accept": "text/html",
            "Content-Type": kind,
        }
        answer = self.site.proxy.ask(f"{path}?q={quote_plus(STREET)}", method, headers=headers, body=body)
        self.statuses[answer.status] += 1


def _form() -> tuple[bytes, str]:
    words = [NAME, STREET, PHONE, MAIL, CODE]
    fields = {name: words[number % len(words)] for number, name in enumerate(NAMES)}
    fields["csrfmiddlewaretoken"] = CSRF_TOKEN
    parts = [f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    parts += [
        f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="{NAME}.pdf"\r\n'
        f"Content-Type: application/pdf\r\n\r\n{DAMAGED_PDF}\r\n"
        for name in ("file", "files", "photo", "document", "upload", "card", "receipt")
    ]
    return "".join([*parts, "--x--\r\n"]).encode(), "multipart/form-data; boundary=x"


def _routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and not set(route) & set("^$(\\"):
            yield route


def _filled(route: str, values: dict[str, str]) -> str:
    parts = []
    for part in route.replace("<", ">").split(">"):
        kind, _, name = part.partition(":")
        parts.append(part if len(parts) % 2 == 0 else values.get(name, values.get(kind, quote(NAME))))
    return "".join(parts)
