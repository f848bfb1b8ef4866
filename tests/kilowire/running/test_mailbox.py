"""The embedded broker: every message arrives whole, once, and stays in its private folder."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

pytestmark = pytest.mark.once

COUNT = 200


@pytest.fixture
def name() -> str:
    """Kombu remembers for a process which queues it has bound, so each test has its own."""
    return f"papers-{uuid.uuid4()}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("waiting", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


def opened(folder: Path) -> Connection:
    waiting = str(folder / "waiting")
    options = {
        "data_folder_in": waiting,
        "data_folder_out": waiting,
        "control_folder": str(folder / "control"),
    }
    return Connection("filesystem://localhost//", transport_options=options)


@pytest.fixture
def connection(folder: Path) -> Iterator[Connection]:
    with opened(folder) as connection:
        yield connection


def test_messages_come_in_the_order_they_went(connection: Connection, name: str) -> None:
    queue = connection.SimpleQueue(name)
    for number in range(5):
        queue.put({"pk": number})
    assert [queue.get(block=False).payload["pk"] for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(Empty):
        queue.get(block=False)


def test_a_queue_takes_its_own_messages_only(connection: Connection, name: str) -> None:
    connection.SimpleQueue(f"my.{name}").put({"pk": 1})
    with pytest.raises(Empty):
        connection.SimpleQueue(name).get(block=False)


def test_a_message_that_is_being_written_is_not_seen(connection: Connection, folder: Path, name: str) -> None:
    queue = connection.SimpleQueue(name)
    (folder / "waiting" / f"1_x.{name}.msg.draft").write_text("{", encoding="utf-8")
    with pytest.raises(Empty):
        queue.get(block=False)


@pytest.mark.races
def test_readers_and_writers_at_once_lose_and_double_nothing(folder: Path, name: str) -> None:
    def write(start: int) -> None:
        with opened(folder) as connection:
            queue = connection.SimpleQueue(name)
            for number in range(start, start + COUNT // 4):
                queue.put({"pk": number})

    def read() -> list[int]:
        got = []
        with opened(folder) as connection:
            queue = connection.SimpleQueue(name)
            while True:
                try:
                    message = queue.get(timeout=2)
                except Empty:
                    return got
                got.append(message.payload["pk"])
                message.ack()

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for writer in [pool.submit(write, start) for start in range(0, COUNT, COUNT // 4)]:
            writer.result()
        got = [number for reader in readers for number in reader.result()]
    assert sorted(got) == list(range(COUNT))
    assert list((folder / "waiting").iterdir()) == []
