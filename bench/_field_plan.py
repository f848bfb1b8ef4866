"""What happens to each survey of the field measurement, drawn from a seed: kills, faults, time offline."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from random import Random

from tests.browser.gate import Fault, Gate

PHOTO, FORM, PARTS = r"/photos/[^/]+/$", r"/survey/[^/]+/$", r"/photos/[^/]+/parts/$"
NEVER_REACHED_S = 300
LARGE_BYTES = 1_000_000  # above it an upload that broke goes on by parts
TAKE_AGAIN, SEND_AGAIN = "take again", "send as it is"


@dataclass(frozen=True)
class Trouble:
    """One network fault: what happens to the next request to this path, and for how many seconds it hangs."""

    path: str
    does: str | int
    hangs_s: float = 0
    method: str = "POST"
    times: int = 1
    least_bytes: int = 0

    def put_into(self, gate: Gate) -> Fault:
        says = {"error": "too_large", "retake": True} if self.does == 413 else {}
        fault = gate.fault(
            self.path,
            self.does,
            method=self.method,
            times=self.times,
            least_bytes=self.least_bytes,
            **says,
        )
        if self.hangs_s:
            threading.Thread(target=self._let_go, args=(fault,), daemon=True).start()
        return fault

    def _let_go(self, fault: Fault) -> None:
        if fault.reached.wait(NEVER_REACHED_S):
            time.sleep(self.hangs_s)
        fault.go_on.set()


REFUSED_FOR_ITS_SIZE = Trouble(PHOTO, 413)


@dataclass(frozen=True)
class Life:
    """From one start of the browser to its kill, or to the receipt where `seconds` is None."""

    seconds: float | None
    offline_s: float
    troubles: tuple[Trouble, ...]


@dataclass
class Plan:
    """The browser's lives while the survey is filled in, and what its technician does besides.

    ``sending`` is the seconds from *Finish* to each kill after it. ``large`` is which photo is a large one,
    ``retaken`` which is taken again at once; ``when_refused`` is what is done with a photo that the office
    refuses for its size, and where ``leaves_out`` is true the form goes without one such photo.
    """

    filling: list[Life]
    sending: list[float]
    large: int
    retaken: int
    when_refused: str
    leaves_out: bool


def drawn(seed: int, number: int) -> Plan:
    """The same plan for the same seed and number of the survey."""
    dice = Random(f"{seed}/{number}")
    kills = dice.randint(3, 5)
    paths = [PHOTO] * dice.randint(2, 4) + [FORM] * dice.randint(1, 2)
    troubles = [_trouble(dice, path) for path in paths]
    if dice.random() < 0.5:
        troubles.append(REFUSED_FOR_ITS_SIZE)
    where = [dice.randint(0, kills) for _ in troubles]
    lives = [
        Life(
            seconds=dice.uniform(0.5, 5) if at < kills else None,
            offline_s=dice.uniform(1, 6) if dice.random() < 0.4 else 0,
            troubles=tuple(trouble for trouble, life in zip(troubles, where, strict=True) if life == at),
        )
        for at in range(kills + 1)
    ]
    lives[0] = Life(lives[0].seconds, lives[0].offline_s, (*lives[0].troubles, *_of_the_large_photo(dice)))
    return Plan(
        lives,
        [dice.uniform(0, 0.5) for _ in range(dice.randint(1, 2))],
        large=dice.randint(0, 5),
        retaken=dice.randint(0, 5),
        when_refused=dice.choice((TAKE_AGAIN, SEND_AGAIN)),
        leaves_out=dice.random() < 0.5,
    )


def _of_the_large_photo(dice: Random) -> tuple[Trouble, Trouble]:
    """Its whole upload breaks, and then one of its parts."""
    whole = dice.choice((Trouble(PHOTO, 500), Trouble(PHOTO, "refuse", times=2)))
    part = _trouble(dice, PARTS)
    return (
        Trouble(whole.path, whole.does, times=whole.times, least_bytes=LARGE_BYTES),
        Trouble(PARTS, part.does, part.hangs_s, method="PATCH"),
    )


def _trouble(dice: Random, path: str) -> Trouble:
    does = dice.choice(("swallow", 500, "refuse", "hold", "hold reply"))
    hangs = does in ("hold", "hold reply")
    return Trouble(path, does, dice.choice((2, 5, 35)) if hangs else 0)
