"""Brokers that belong to one test and can be taken away under a worker's feet."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import redis
from celery import current_app
from kombu import Connection
from kombu.exceptions import OperationalError

from kilowire.running.supervision import Child
from tests.faults.waiting import wait_until


class Broker:
    """Where bells are rung; a bell that nobody hears is lost, as in life."""

    url = ""
    options: dict[str, Any] = {}

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ring(self, task: str, *args: int) -> None:
        with suppress(OperationalError), Connection(self.url, transport_options=self.options) as connection:
            current_app.send_task(f"jobs.tasks.{task}", args=args, connection=connection, retry=False)

    def wipe(self) -> None:
        """Forget every bell that has not been heard."""
        raise NotImplementedError

    def is_silent(self) -> bool:
        """Whether every bell has been taken by the worker."""
        raise NotImplementedError

    def restart(self) -> None:
        """Go away in the middle of everything and come back empty."""
        raise NotImplementedError

    def close(self) -> None:
        """Leave nothing behind."""


class MessageFolder(Broker):
    """The embedded broker; it has no process, so a restart is the loss of what was in the folder."""

    url = "filesystem://"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.messages = folder / "messages" / "waiting"
        control = folder / "messages" / "control"
        for place in (self.messages, control):
            place.mkdir(parents=True)
        self.options = {
            "data_folder_in": str(self.messages),
            "data_folder_out": str(self.messages),
            "control_folder": str(control),
        }

    def wipe(self) -> None:
        for message in self.messages.iterdir():
            message.unlink(missing_ok=True)

    def is_silent(self) -> bool:
        return not any(self.messages.iterdir())

    def restart(self) -> None:
        self.wipe()


class PrivateRedis(Broker):
    """A Redis of this test's own, that keeps nothing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.place = Path(tempfile.mkdtemp(prefix="kw-redis-"))  # a socket's path must be short
        socket = self.place / "socket"
        self.url = f"redis+socket://{socket}"
        self.options = {"max_retries": 1, "socket_connect_timeout": 1, "socket_timeout": 2}
        settings = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(self.place)]
        self.server = Child("redis", ["redis-server", *settings])
        self.asked = redis.Redis(unix_socket_path=str(socket))
        self.server.start()
        wait_until(self._answers, within=20)

    def wipe(self) -> None:
        self.asked.flushall()

    def is_silent(self) -> bool:
        return not any(self.asked.llen(queue.name) for queue in current_app.conf.task_queues)

    def restart(self) -> None:
        self.server.kill()
        self.server.start()
        wait_until(self._answers, within=20)

    def close(self) -> None:
        self.server.kill()
        shutil.rmtree(self.place, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            return bool(self.asked.ping())
        except redis.exceptions.ConnectionError:
            return False
