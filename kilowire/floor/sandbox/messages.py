"""Messages between a child and who asked it: a line of JSON, and bytes behind it. Nothing is unpickled."""

from __future__ import annotations

import json
import socket
import struct
from dataclasses import dataclass
from typing import Any

LONGEST_WORDS = 8_000_000
_SIZES = struct.Struct(">II")


@dataclass(frozen=True)
class Message:
    """Plain values, and the files that belong to them."""

    words: dict[str, Any]
    files: tuple[bytes, ...] = ()


def send(connection: socket.socket, words: dict[str, Any], *files: bytes) -> None:
    said = json.dumps({**words, "files": [len(file) for file in files]}).encode()
    connection.sendall(_SIZES.pack(len(said), sum(map(len, files))) + said)
    for file in files:
        connection.sendall(file)


def receive(connection: socket.socket, most_bytes: int) -> Message | None:
    """Return the next message; None where there is no further whole one, or it is larger than it may be."""
    sizes = _exactly(connection, _SIZES.size)
    if sizes is None:
        return None
    length, behind = _SIZES.unpack(sizes)
    if length > LONGEST_WORDS or behind > most_bytes:
        return None
    said, rest = _exactly(connection, length), _exactly(connection, behind)
    if said is None or rest is None:
        return None
    words = json.loads(said)
    files, place = [], 0
    for size in words.pop("files"):
        files.append(rest[place : place + size])
        place += size
    return Message(words, tuple(files))


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    """Return so many bytes; None where the other side ended or was silent for too long."""
    content = bytearray()
    while len(content) < size:
        try:
            part = connection.recv(min(size - len(content), 1 << 20))
        except OSError:
            return None
        if not part:
            return None
        content += part
    return bytes(content)
