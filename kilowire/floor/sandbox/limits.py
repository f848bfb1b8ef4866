"""What one file may cost: the limits of a child process, and how many run at once on this machine."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

MEGABYTE = 1_000_000
OPEN_FILES = 32
STACK = 8 * MEGABYTE  # of each thread that a decoder starts
UNTOUCHED = 450 * MEGABYTE  # address space that a decoder may ask for and never writes to
PROGRAMS = 400 * MEGABYTE  # address space that holds no data of ours, such as the libraries
GENTLE = 10  # added to the niceness: pages are served first
MOST_IN_AN_ANSWER = 120 * MEGABYTE


@dataclass(frozen=True)
class Limits:
    """Memory in MB, processor seconds, and seconds after which Linux ends the child."""

    memory_mb: int
    cpu_s: int
    wall_s: int

    def as_words(self) -> dict[str, int]:
        return asdict(self)


A_PHOTO = Limits(memory_mb=465, cpu_s=6, wall_s=9)
A_PAPER = Limits(memory_mb=465, cpu_s=3, wall_s=5)
FIRST_PAGE = Limits(memory_mb=465, cpu_s=2, wall_s=4)
A_PAGE = Limits(memory_mb=465, cpu_s=5, wall_s=12)
ALL_PAGES_S = 60
A_JOIN = Limits(memory_mb=465, cpu_s=15, wall_s=30)
A_ZIP = Limits(memory_mb=465, cpu_s=20, wall_s=40)
A_TABLE = Limits(memory_mb=465, cpu_s=30, wall_s=60)


def put_on(limits: Limits) -> None:
    """Set these limits for this process, which writes no file and leaves no core."""
    memory = limits.memory_mb * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory + UNTOUCHED))
    resource.setrlimit(resource.RLIMIT_AS, (memory + UNTOUCHED + PROGRAMS, memory + UNTOUCHED + PROGRAMS))
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    begin_anew(limits)
    os.nice(GENTLE)
    Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")  # the first to go


def begin_anew(limits: Limits) -> None:
    """Give this process its processor time and waiting time again, as for the next page of a file."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + limits.cpu_s
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.wall_s)


@contextmanager
def room_for_what_is_never_written() -> Iterator[None]:
    """Let this process ask for more address space meanwhile, of which it writes to next to nothing."""
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
