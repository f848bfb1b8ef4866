"""Asks a child to open a file, and reads its answer: the only door of this package."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock
from typing import IO, Any

from kilowire.floor.files.found import NotTaken
from kilowire.floor.sandbox import messages
from kilowire.floor.sandbox.limits import MOST_IN_AN_ANSWER, Limits
from kilowire.floor.sandbox.messages import Message
from kilowire.floor.sandbox.slots import DOOR, a_place

PROGRAM = Path(__file__).with_name("starter.py")
KEPT_FROM_THE_ENVIRONMENT = ("PATH", "KILOWIRE_VAR")
CHUNK_BYTES = 256 * 1024
TRIES = 3
GRACE_S = 2.0


class EndedEarly(Exception):
    """The child reached one of its limits or crashed: the file asks for more than a file may have."""


def ask(
    operation: str, file: IO[bytes], limits: Limits, *, whole_s: float = 0, whose: str = DOOR, **asked: Any
) -> Iterator[Message]:
    """Yield what a child answers about this file; ``whole_s`` is for all of it, by default the wall limit.
    ``whose`` place it takes is a door's or the worker's.

    Raises ``EndedEarly`` where it did not come to an end, ``NotTaken`` with the child's sentence, and
    ``slots.Busy``. The file's position is at the start afterwards.
    """
    words = {"operation": operation, "limits": limits.as_words(), **asked}
    words["ends_after_s"] = whole_s = whole_s or limits.wall_s
    with a_place(whose), closing(_handed_over(file, words)) as answers:
        answers.settimeout(limits.wall_s + GRACE_S)
        until = time.monotonic() + whole_s + GRACE_S
        while message := messages.receive(answers, MOST_IN_AN_ANSWER):
            if "done" in message.words:
                return
            if "refused" in message.words:
                raise NotTaken(message.words["refused"], **message.words["values"])
            yield message
            if time.monotonic() > until:
                break
    raise EndedEarly


def answer_of(operation: str, file: IO[bytes], limits: Limits, **asked: Any) -> Message:
    """Return the one message that a child answers; raises as ``ask`` does."""
    (message,) = list(ask(operation, file, limits, **asked))
    return message


def _handed_over(file: IO[bytes], words: dict[str, Any]) -> socket.socket:
    """Return the connection to a child that has begun; a starter that ended meanwhile is started again."""
    content = _descriptor(file)
    try:
        for _ in range(TRIES):
            ours, theirs = socket.socketpair()
            with theirs:
                _starter.send(json.dumps(words).encode(), [content, theirs.fileno()])
            ours.settimeout(words["limits"]["wall_s"] + GRACE_S)
            if messages.receive(ours, 0):
                return ours
            ours.close()
        raise EndedEarly
    finally:
        os.close(content)


def _descriptor(file: IO[bytes]) -> int:
    """Return a descriptor of this content: of the file on the disk, or of a copy in memory."""
    file.seek(0)
    with suppress(AttributeError, OSError):  # what is no file says so in one of these ways
        return os.open(f"/proc/self/fd/{file.fileno()}", os.O_RDONLY | os.O_CLOEXEC)
    content = os.memfd_create("file")
    while part := file.read(CHUNK_BYTES):
        os.write(content, part)
    file.seek(0)
    os.lseek(content, 0, os.SEEK_SET)
    return content


class _Starter:
    """The starter of this process; a fork of this process has one of its own."""

    def __init__(self) -> None:
        self.lock, self.owner = Lock(), 0
        self.socket: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def send(self, request: bytes, descriptors: list[int]) -> None:
        with self.lock:
            for _ in range(TRIES):
                with suppress(ConnectionError):
                    socket.send_fds(self._running(), [request], descriptors)
                    return
                self.forget()
        raise EndedEarly

    def _running(self) -> socket.socket:
        if self.owner != os.getpid() or self.process is None or self.process.poll() is not None:
            self.forget()
        return self.socket or self._started()

    def _started(self) -> socket.socket:
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {name: os.environ[name] for name in KEPT_FROM_THE_ENVIRONMENT if name in os.environ}
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-I", str(PROGRAM)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # what the decoders write there may be text of the file
                # openpyxl reads XML with defusedxml, also where lxml is there
                env={**environment, "MALLOC_ARENA_MAX": "1", "OPENPYXL_LXML": "False"},
            )
        self.owner = os.getpid()
        return self.socket

    def forget(self) -> None:
        """End the starter of this process; that of a parent is left to the parent."""
        if self.socket:
            self.socket.close()
        if self.process and self.owner == os.getpid():
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE_S)  # it ends with our side of its socket
        self.socket = self.process = None


_starter = _Starter()
atexit.register(_starter.forget)
