"""The site behind nginx as ``docker/nginx.conf`` says, on free ports and as an account without rights."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from kilowire.running.supervision import Child
from tests.kilowire.running.sites import free_port
from tests.private_services import unprivileged_account

HOST = "kilowire.test"
DOCKER = settings.BASE_DIR / "docker"


def nginx_program() -> str:
    """Where nginx is: Debian keeps it off the PATH of accounts without rights."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert found, "nginx is not installed; bin/test installs it"
    return found


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Proxy:
    """One nginx in front of an address, with folders of its own."""

    def __init__(self, folder: Path, upstream: str, *, changes: Mapping[str, str] | None = None) -> None:
        self.folder, self.port, self.plain_port = folder, free_port(), free_port()
        self.certificate = folder / "tls_certificate"
        self.access_log, self.error_log = folder / "access.log", folder / "error.log"
        changed = dict(changes or {}) | self._changed(upstream)
        text = (DOCKER / "nginx.conf").read_text(encoding="utf-8")
        for was, is_now in changed.items():
            assert was in text, f"nginx.conf no longer says {was!r}"
            text = text.replace(was, is_now)
        self._lay_out(text)
        self.command = [nginx_program(), "-e", str(self.error_log), "-c", str(folder / "nginx.conf")]
        account = unprivileged_account()
        self.child = Child("nginx", [*self.command, "-g", "daemon off;"], account=account, log=folder / "out")

    def _changed(self, upstream: str) -> dict[str, str]:
        """What the file says for the container, and what this machine has instead."""
        return {
            "listen 8080": f"listen 127.0.0.1:{self.plain_port}",
            "listen 8443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "/run/secrets": str(self.folder),
            "/tmp/host.conf": str(self.folder / "host.conf"),
            "/tmp/nginx.pid": str(self.folder / "nginx.pid"),
            "/var/cache/nginx": str(self.folder / "cache"),
            "/srv/served": str(self.folder / "served"),
            "error_log /dev/stderr": f"error_log {self.error_log}",
            "/dev/stdout": str(self.access_log),
            "web:8000": upstream,
        }

    def _lay_out(self, text: str) -> None:
        for name in ("cache", "served/static", "served/errors"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "nginx.conf").write_text(text, encoding="utf-8")
        (self.folder / "host.conf").write_text(f"server_name {HOST};\n", encoding="utf-8")
        shutil.copy(DOCKER / "headers.conf", self.folder)
        make_certificate(self.certificate, self.folder / "tls_key")
        if account := unprivileged_account():
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, account)

    def __enter__(self) -> Self:
        self.child.start()
        wait_for_port(self.port, self.child)
        return self

    def __exit__(self, *_: object) -> None:
        self.child.stop()

    @cached_property
    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))

    def connected(self, *, source: str = "127.0.0.1", name: str = HOST) -> ssl.SSLSocket:
        """A TLS connection from an address of this machine's loopback."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20, source_address=(source, 0))
        return self.tls.wrap_socket(plain, server_hostname=name)

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        source: str = "127.0.0.1",
    ) -> Answer:
        connection = http.client.HTTPConnection(HOST)
        connection.sock = self.connected(source=source)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": HOST, **(headers or {})}.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            return read(connection)
        finally:
            connection.close()

    def say(self, request: bytes) -> Answer:
        """What comes back for these bytes."""
        with self.connected() as connection:
            connection.sendall(request)
            response = http.client.HTTPResponse(connection)
            response.begin()
            return Answer(response.status, response.headers, response.read())


def read(connection: http.client.HTTPConnection) -> Answer:
    response = connection.getresponse()
    return Answer(response.status, response.headers, response.read())


def wait_for_port(port: int, child: Child) -> None:
    deadline = time.monotonic() + 30
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        said = child.log.read_text(encoding="utf-8") if child.log else ""
        assert child.is_alive(), said
        assert time.monotonic() < deadline, said
        time.sleep(0.02)


def make_certificate(certificate: Path, key: Path) -> None:
    """A certificate of our own for the host, good for this day."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, secret.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@contextmanager
def silent_address() -> Iterator[str]:
    """An address that takes connections and never answers."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(64)
        yield f"127.0.0.1:{silent.getsockname()[1]}"
