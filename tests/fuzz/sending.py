"""Makes hostile requests out of the pages as they stand, and sends them so that nothing of them stays."""

from __future__ import annotations

import copy
import json
import random
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from traceback import extract_tb
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.fuzz.hostile import BODIES, HEADERS, METHODS, TEXTS, VALUES, files
from tests.journeys.forms_on_page import FormOnPage, read_page

QUERY = re.compile(r"[?&](?:amp;)?([\w-]+)=")
A_QUARTER = 0.25


@dataclass
class Request:
    """One request and how it is told when it breaks something."""

    who: str
    method: str
    address: str
    data: Any = None
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    hostile: str = ""

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.address[:200]!r} {self.hostile[:200]} {self.headers}"


class Fuzz:
    """Sends requests as each of the cast and keeps what broke, by exception and place."""

    def __init__(self, seed: str, cast: tuple[str, ...], clients: dict[str, Client], seconds: int) -> None:
        self.chance, self.until = random.Random(seed), time.perf_counter() + seconds
        self.cast, self.clients = cast, clients
        self.cookies = {who: copy.deepcopy(client.cookies) for who, client in clients.items()}
        self.sent, self.broken, self.statuses = 0, dict[str, list[str]](), dict[int, int]()

    def send(self, request: Request) -> Any:
        """Send it, undo whatever it did, and return the answer."""
        client = self.clients[request.who]
        client.cookies = copy.deepcopy(self.cookies[request.who])
        raised: list[str] = []

        def notice(**_: Any) -> None:
            raised.append(_place())

        got_request_exception.connect(notice)
        try:
            with transaction.atomic():
                answer = _sent(client, request)
                transaction.set_rollback(True)
        finally:
            got_request_exception.disconnect(notice)
        cache.clear()
        self.sent += 1
        self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1
        if answer.status_code in (500, 501, 502) or raised:  # 503 is what /readyz may say
            self.broken.setdefault(" | ".join(raised) or str(answer.status_code), []).append(str(request))
        return answer

    def goes_on(self, most: int) -> bool:
        """Return whether fewer than so many were sent and the time is not over."""
        return self.sent < most and time.perf_counter() < self.until

    def any(self, choices: Any) -> Any:
        return self.chance.choice(choices)

    def look(self, who: str, address: str) -> str:
        """The page at an address as somebody sees it; nothing where it is no page."""
        answer = self.send(Request(who, "GET", address))
        is_page = answer.status_code == 200 and "html" in answer.headers.get("Content-Type", "")
        return "" if answer.streaming or not is_page else answer.content.decode()


def _place() -> str:
    kind, error, trace = sys.exc_info()
    frames = [f"{frame.filename}:{frame.lineno}" for frame in extract_tb(trace)]
    ours = [frame for frame in frames if ".venv" not in frame][-1:]
    return f"{kind.__name__ if kind else ''}: {str(error)[:120]!r} at {[*ours, *frames[-2:]]}"


def _sent(client: Client, request: Request) -> Any:
    data, content_type = request.data, request.content_type
    headers = {name: value for name, value in request.headers.items() if name != "Content-Length"}
    more = (
        {"CONTENT_LENGTH": request.headers["Content-Length"]} if "Content-Length" in request.headers else {}
    )
    if isinstance(data, dict) and request.method == "POST":
        return client.post(request.address, data, headers=headers, **more)
    content_type = content_type or "application/octet-stream"
    return client.generic(
        request.method, request.address, data or b"", content_type=content_type, headers=headers, **more
    )


# ── what is sent ──


def at_any_door(fuzz: Fuzz, addresses: list[str]) -> Request:
    """Any method at any address as anybody, with a body and headers that nobody meant."""
    address = fuzz.any(addresses)
    if fuzz.chance.random() < A_QUARTER:
        address = _damaged(fuzz, address)
    body, content_type = fuzz.any(BODIES)
    return Request(fuzz.any(fuzz.cast), fuzz.any(METHODS), address, body, content_type, fuzz.any(HEADERS))


def _damaged(fuzz: Fuzz, address: str) -> str:
    """An address of which one part is something else."""
    parts = address.split("/")
    place = fuzz.chance.randrange(1, max(2, len(parts) - 1))
    parts[place] = _in_an_address(fuzz.any(TEXTS)[:300])
    return "/".join(parts)


def _in_an_address(text: str) -> str:
    """Percent-encoded but for the slash, and now and then cut within a letter."""
    encoded = "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))
    return encoded[:-3] if len(encoded) % 7 == 0 else encoded


def in_a_query(fuzz: Fuzz, address: str, names: list[str]) -> Request:
    """A page with hostile words behind the question mark."""
    chosen = [fuzz.any(names) for _ in range(fuzz.any((1, 1, 1, 3)))]
    query = "&".join(f"{name}={_in_an_address(fuzz.any(TEXTS)[:2_000])}" for name in chosen)
    return Request(fuzz.any(fuzz.cast), "GET", f"{address}?{query}", headers=fuzz.any(HEADERS[:4]))


def query_names(page: str) -> set[str]:
    """What the links and forms of a page put behind the question mark."""
    return {*QUERY.findall(page), *(name for form in read_page(page)[0] for name in form.names)}


def forms_of(page: str) -> list[FormOnPage]:
    return [form for form in read_page(page)[0] if form.posts and form.names - {"csrfmiddlewaretoken"}]


def one_field(who: str, address: str, form: FormOnPage, name: str, value: Any, *, filled: bool) -> Request:
    """The form as it stands, or with every other field filled in, and one field hostile."""
    data: dict[str, Any] = dict(form.stands)
    if filled:
        data |= {other: _plausible(form, other) for other in form.names if not any(data.get(other) or [""])}
    data[name] = value
    if not form.sends_files:
        data = {n: v for n, v in data.items() if not isinstance(v, SimpleUploadedFile)}
    target = form.action if form.action.startswith("/") else address
    told = value.name if isinstance(value, SimpleUploadedFile) else value
    return Request(who, "POST", target, data, hostile=f"{name}={told!r}")


def _plausible(form: FormOnPage, name: str) -> Any:
    """What somebody might type into a field of this name."""
    options = [option for option in form.choices.get(name, []) if option]
    if options:
        return options[-1]
    kind = form.kinds.get(name, "text")
    typed = {
        "date": timezone.localdate().isoformat(),
        "time": "10:00",
        "datetime-local": "2026-11-27T10:00",
        "email": "a@kilowire.test",
        "number": "2",
        "checkbox": "on",
    }
    return files()[0] if kind == "file" else typed.get(kind, "120" if "usd" in name else "626 555 0188")


def hostile_values(form: FormOnPage, name: str) -> list[Any]:
    """All that is tried in one field: texts, or files."""
    return list(files()) if form.kinds.get(name) == "file" else list(TEXTS)


def form_of_a_tablet(fuzz: Fuzz, address: str, body: dict[str, Any]) -> Request:
    """A form as a tablet writes it, with something else at one place in it, or at three."""
    said = copy.deepcopy(body)
    said["id"] = address.rstrip("/").rpartition("/")[2]
    changed = []
    for _ in range(fuzz.any((1, 1, 1, 3))):
        path = fuzz.any(list(_paths(said)))
        value = copy.deepcopy(fuzz.any(VALUES))  # what is put into it later must not stay in the list
        _put(said, path, value)
        changed.append(f"{path}={value!r:.60}")
    content = json.dumps(said).encode()
    return Request(
        "asa", "POST", address, content, "application/json", fuzz.any(HEADERS[:8]), hostile=" ".join(changed)
    )


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from _paths(inner, (*path, key))


def _put(content: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        content = content[key]
    content[path[-1]] = value
