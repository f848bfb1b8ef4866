"""Asks a site for pages over HTTP and says how long each answer took and how many come in a second."""

from __future__ import annotations

import http.client
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from threading import Thread
from urllib.parse import urlsplit

ROUNDS, WARM_UP = 60, 5
RATE_SECONDS = 2.0


@dataclass(frozen=True)
class Timed:
    """Median and 95th percentile of one page in milliseconds, and the size of its answer in bytes."""

    median_ms: float
    p95_ms: float
    size: int


@dataclass(frozen=True)
class Site:
    """A site at ``address`` that is asked under the name ``host``, signed in by a cookie."""

    address: str
    host: str
    cookie: str = ""

    def get(self, path: str) -> int:
        """Return the size of the answer in bytes; ends the measurement where it is not 200."""
        at = urlsplit(self.address)
        caller = http.client.HTTPConnection(at.hostname or "", at.port, timeout=30)
        caller.request("GET", path, headers={"Cookie": self.cookie, "Host": self.host})
        response = caller.getresponse()
        size = len(response.read())
        caller.close()
        if response.status != http.client.OK:
            sys.exit(f"{path} answered {response.status}")
        return size


def timed(asked: Mapping[str, tuple[Site, str]]) -> dict[str, Timed]:
    """Ask one client's way for each of these pages in turn, round by round, and time each by its name.

    What else the machine does meets all of them alike, so that their figures can be compared.
    """
    spent: dict[str, list[float]] = {name: [] for name in asked}
    sizes = {}
    for number in range(ROUNDS + WARM_UP):
        for name, (site, path) in asked.items():
            began = time.perf_counter()
            sizes[name] = site.get(path)
            if number >= WARM_UP:
                spent[name].append((time.perf_counter() - began) * 1000)
    return {name: Timed(median(each), quantiles(each, n=20)[-1], sizes[name]) for name, each in spent.items()}


def rate(site: Site, path: str, clients: int) -> float:
    """Return the answers in a second while so many clients ask, each for the next once it has the last."""
    until, answers = time.perf_counter() + RATE_SECONDS, [0] * clients

    def ask(client: int) -> None:
        while time.perf_counter() < until:
            site.get(path)
            answers[client] += 1

    threads = [Thread(target=ask, args=(client,)) for client in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(answers) / (time.perf_counter() - began)
