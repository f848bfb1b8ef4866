"""Every hostile file is good, kept without being shown, or refused by its name, at a price that is known."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pytest
from django.core.files.base import ContentFile

from kilowire.floor.files.opened import open_paper
from kilowire.floor.files.uploads import name_of, read_file_facts
from kilowire.floor.refusals import Refused
from kilowire.floor.sandbox import messages
from kilowire.floor.sandbox.messages import Message
from tests.hostile.papers import papers
from tests.hostile.pictures import pictures

pytestmark = pytest.mark.once

GOOD, KEPT, REFUSED = "good", "kept", "refused"
FEWEST_FILES = 110
LONGEST_ANSWER_S = 10
MOST_OF_A_CHILD_MB = 500
MOST_GROWTH_HERE_MB = 150  # a web process has about 100 MB at rest, and may have 250

# What must not change unseen; of every other file it is enough that it comes to an end in one of the three.
EXPECTED = {
    "flat-120-megapixels.png": REFUSED,
    "flat-49-megapixels.png": GOOD,
    "clear-49-megapixels.png": GOOD,
    "says-4-gigapixels.jpg": REFUSED,
    "says-200-megapixels-progressive.jpg": REFUSED,
    "year-9999.jpg": GOOD,
    "many-notes.jpg": GOOD,
    "inks.jpg": GOOD,
    "content-280-megabytes.pdf": KEPT,
    "tree-of-itself.pdf": REFUSED,
    "six-hundred-pages.pdf": REFUSED,
    "no-pages.pdf": REFUSED,
    "locked.pdf": REFUSED,
    "script.pdf": GOOD,
    "archive-before.pdf": REFUSED,
}


@dataclass(frozen=True)
class Outcome:
    """The result of one file, how long it took, and what its child held at most."""

    came: str
    said: str
    seconds: float
    child_mb: int


@cache
def files() -> dict[str, bytes]:
    """The whole corpus, made once in each run."""
    return pictures() | papers()


def came_of(name: str, content: bytes) -> tuple[str, str]:
    file = ContentFile(content, name=name)
    try:
        facts = read_file_facts(file)
        paper = open_paper(file, facts.content_type)
    except Refused as refusal:
        return REFUSED, str(refusal)
    first = paper.first_page
    assert first is not None
    return (GOOD, "") if first.picture else (KEPT, first.not_shown)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """Open every file, and listen to what the children say of their memory."""
    heard: list[int] = []
    receive = messages.receive

    def listening(*arguments: object) -> Message | None:
        message = receive(*arguments)  # type: ignore[arg-type]
        if message and "peak_kb" in message.words:
            heard.append(message.words["peak_kb"] // 1024)
        return message

    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages, "receive", listening)
        for name, content in files().items():
            heard.clear()
            began = time.monotonic()
            came, said = came_of(name, content)
            found[name] = Outcome(came, said, time.monotonic() - began, max(heard, default=0))
    return found


def test_there_are_enough_of_them() -> None:
    assert len(files()) >= FEWEST_FILES


def test_each_comes_to_an_end_and_says_which_file_it_was(outcomes: dict[str, Outcome]) -> None:
    for name, outcome in outcomes.items():
        named = name_of(ContentFile(b"", name=name))
        assert outcome.came != REFUSED or outcome.said.startswith((named, f"Opening {named}")), name
        assert outcome.came == GOOD or outcome.said.endswith("."), name
    assert {name: outcomes[name].came for name in EXPECTED} == EXPECTED


def test_none_costs_more_than_a_file_may(
    outcomes: dict[str, Outcome], capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that a limit ended could not say what they held: the limit is what they held at most."""
    slowest = max(outcomes, key=lambda name: outcomes[name].seconds)
    largest = max(outcomes, key=lambda name: outcomes[name].child_mb)
    with capsys.disabled():
        print(  # noqa: T201 - the figures of each run
            f"\n{len(outcomes)} hostile files: longest {outcomes[slowest].seconds:.1f} s ({slowest}), "
            f"largest child {outcomes[largest].child_mb} MB ({largest})"
        )
    assert outcomes[slowest].seconds < LONGEST_ANSWER_S
    assert outcomes[largest].child_mb < MOST_OF_A_CHILD_MB


def test_whoever_asks_holds_no_more_than_the_file_itself() -> None:
    """The corpus is made in this process: the answers to its worst files must not make it larger."""
    worst = [name for name in EXPECTED if len(files()[name]) < 1_000_000]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in worst:
        came_of(name, BytesIO(files()[name]).getvalue())
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < MOST_GROWTH_HERE_MB
