"""A gate between the tablet and the live server: the network at a meter, decided request by request.

It passes everything on, unless told to be closed, to answer by itself, to swallow the server's answer after
the server has done its work, or to hold a request until the test says so.
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

PATIENCE_SECONDS = 60
SLOW_BYTES = 10_000_000  # more than what the system keeps of a request that nobody reads
POLL_SECONDS = 0.02  # how soon it notices that it is to end
NOT_ASKED = {"connection", "accept-encoding", "content-length"}
HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive", "content-length"}
FILE_OF_THE_APP = re.compile(r"/field/app/\w+/")
START = re.compile(rb'<script src="[^"]*/bundle/app\.js" type="module"></script>')
PRELOAD = re.compile(rb'<link rel="modulepreload"[^>]*>')


OF_TLS = re.compile(r"upgrade-insecure-requests|; Secure\b")  # Chromium alone ignores both on 127.0.0.1

Answer = tuple[int, list[tuple[str, str]], bytes]
files: dict[str, Answer] = {}  # under the name of a version a file never changes: the server says it once


@dataclass
class Fault:
    """What happens to the next ``times`` requests whose method and path match."""

    method: str
    path: str
    does: str | int
    times: int
    says: dict[str, Any] = field(default_factory=dict)
    least_bytes: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def matches(self, method: str, path: str, size: int) -> bool:
        is_meant = method == self.method and bool(re.search(self.path, path))
        return self.times > 0 and is_meant and size >= self.least_bytes


class Gate:
    """``gate.url`` is where the tablet goes; ``gate.passed`` is what went through, with its status."""

    def __init__(self, server_url: str) -> None:
        split = urlsplit(server_url)
        self.server = (split.hostname or "", split.port or 80)
        self.closed = False
        self.bare = True
        self.version: tuple[str, str] | None = None
        self.faults: list[Fault] = []
        self.passed: deque[tuple[str, str, int]] = deque()
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Passing", (Passing,), {"gate": self}))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(POLL_SECONDS,), daemon=True)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for fault in self.faults:
            fault.go_on.set()
        self._http.shutdown()
        self._http.server_close()

    def fault(
        self,
        path: str,
        does: str | int,
        *,
        method: str = "POST",
        times: int = 1,
        least_bytes: int = 0,
        **says: Any,
    ) -> Fault:
        """``does``: a status, "refuse" (never arrives), "swallow" (reply lost), "hold", "hold reply", "slow".

        ``says`` is what the answer with a status says besides; requests below ``least_bytes`` pass. Of a
        "slow" request each ``go_on`` lets through ``SLOW_BYTES`` more.
        """
        made = Fault(method, path, does, times, says, least_bytes)
        with self._lock:
            self.faults.append(made)
        return made

    def take(self, method: str, path: str, size: int) -> Fault | None:
        with self._lock:
            fault = next((fault for fault in self.faults if fault.matches(method, path, size)), None)
            if fault:
                fault.times -= 1
            return fault

    def passes(self, method: str, path: str, body: bytes, ask: Callable[[bytes], Answer]) -> Answer:
        """The answer to a request that passes; ``ask`` asks the server."""
        return ask(body)

    def deploy(self, old: str, new: str) -> None:
        """The server serves another version of the app from now on: the same files under a new name."""
        self.version = (old, new)

    def count(self, path: str, *, method: str = "POST", status: int = 200) -> int:
        """How many requests passed whose answer was this."""
        return sum(m == method and s == status and bool(re.search(path, p)) for m, p, s in list(self.passed))


class Passing(BaseHTTPRequestHandler):
    """One request on its way, and its answer on the way back."""

    gate: Gate
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._pass()

    do_POST = do_HEAD = do_PATCH = do_GET  # noqa: N815 - the standard library's names

    def _pass(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        fault = self.gate.take(self.command, self.path, size)
        body = self._read_slowly(fault, size) if fault and fault.does == "slow" else self.rfile.read(size)
        if self.gate.closed or (fault and fault.does == "refuse"):
            return self._hang_up(fault)
        if fault and isinstance(fault.does, int):
            fault.reached.set()
            said = {"error": "gate", "said": f"The gate says {fault.does}.", **fault.says}
            return self._reply(fault.does, [("Content-Type", "application/json")], json.dumps(said).encode())
        if fault and fault.does == "hold":
            fault.reached.set()
            fault.go_on.wait(PATIENCE_SECONDS)
        status, headers, answer = self.gate.passes(self.command, self.path, body, self._ask)
        self.gate.passed.append((self.command, self.path, status))
        if fault and fault.does == "hold reply":
            fault.reached.set()
            fault.go_on.wait(PATIENCE_SECONDS)
        if fault and fault.does == "swallow":
            return self._hang_up(fault)
        return self._reply(status, headers, self._changed(answer))

    def _read_slowly(self, fault: Fault, size: int) -> bytes:
        body = b""
        while len(body) < size and fault.go_on.wait(PATIENCE_SECONDS):
            fault.go_on.clear()
            body += self.rfile.read(min(SLOW_BYTES, size - len(body)))
        return body

    def _ask(self, body: bytes) -> Answer:
        path = self.path
        if self.gate.version:
            path = path.replace(self.gate.version[1], self.gate.version[0])
        if self.command != "GET" or not FILE_OF_THE_APP.match(path):
            return self._ask_the_server(path, body)
        answer = files.get(path) or self._ask_the_server(path, body)
        if answer[0] == HTTPStatus.OK:
            files[path] = answer
        return answer

    def _ask_the_server(self, path: str, body: bytes) -> Answer:
        headers = {k: v for k, v in self.headers.items() if k.lower() not in NOT_ASKED}
        server = http.client.HTTPConnection(*self.gate.server, timeout=PATIENCE_SECONDS)
        try:
            server.request(self.command, path, body or None, headers)
            answer = server.getresponse()
            content = answer.read()
            return answer.status, answer.getheaders(), content
        finally:
            server.close()

    def _changed(self, answer: bytes) -> bytes:
        is_shell = self.path.startswith(("/field/?", "/field/worker.js")) or self.path == "/field/"
        if not is_shell:
            return answer
        if self.gate.bare:
            answer = PRELOAD.sub(b"", START.sub(b"", answer))
        if self.gate.version:
            answer = answer.replace(self.gate.version[0].encode(), self.gate.version[1].encode())
        return answer

    def _reply(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        try:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, OF_TLS.sub("", value))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD" and status != 304:
                self.wfile.write(content)
        except OSError:
            self.close_connection = True  # the tablet was killed while it waited

    def _hang_up(self, fault: Fault | None) -> None:
        if fault:
            fault.reached.set()
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: Any) -> None:
        """Nothing is written: a test says itself what it expects."""
