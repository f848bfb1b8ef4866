"""Measure 10,000 answers of the eligibility command on one core, including its start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assessments import facts  # noqa: E402 - the script is run from anywhere
from assessments.facts import Fact  # noqa: E402

ANSWERS = 10_000
BUDGET_S = 20.0


def some_answer(fact: Fact, chance: Random) -> Any:
    """Draw a valid answer to one question."""
    if fact.type == "bool":
        return chance.random() < 0.5
    if fact.type == "choices":
        return chance.sample(fact.values, k=chance.randint(0, len(fact.values)))
    if fact.type == "texts":
        return [suggestion.en for suggestion in fact.suggestions if chance.random() < 0.1]
    return chance.choice(fact.values) if fact.values else chance.randint(fact.least, min(fact.most, 400))


def lines_of_facts(chance: Random) -> bytes:
    """Return JSON lines of services of which nearly every fact is known, the slowest kind to decide."""
    services = (
        {fact.name: some_answer(fact, chance) for fact in facts.load() if chance.random() < 0.95}
        for _ in range(ANSWERS)
    )
    return b"".join(json.dumps(service).encode() + b"\n" for service in services)


def seconds_for(given: bytes) -> float:
    """Return the seconds that the command takes for the lines, from its start to its last answer."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    began = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "eligibility"],
        input=given,
        stdout=subprocess.PIPE,
        check=True,
    )
    took = time.perf_counter() - began
    if ended.stdout.count(b"\n") != ANSWERS:
        sys.exit("The command did not answer every line.")
    return took


def main() -> None:
    """Print the total time and how much of it the start takes; exit with 1 when over budget."""
    whole = seconds_for(lines_of_facts(Random(1)))
    began = time.perf_counter()
    subprocess.run([sys.executable, str(ROOT / "manage.py"), "eligibility"], input=b"", check=True)
    start = time.perf_counter() - began
    print(f"eligibility: {ANSWERS:,} answers in {whole:.2f} s (start {start:.2f} s), budget {BUDGET_S:.0f} s")
    if whole > BUDGET_S:
        sys.exit(1)


if __name__ == "__main__":
    main()
