"""The command answers line by line, refuses what it cannot use, and needs no database."""

import datetime
import io
import json
import os
import random
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from assessments.management.commands.eligibility import Command
from tests.assessments.walls import PASSING, at_random, judged, passing_but

pytestmark = [pytest.mark.once, pytest.mark.true_clock]

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
ELSEWHERE = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}


def answers(folder: Path, *lines: bytes | dict[str, Any], **options: Any) -> tuple[list[dict[str, Any]], int]:
    """What the command prints for the lines, and its exit status."""
    file, printed = folder / "facts.jsonl", io.StringIO()
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    file.write_bytes(b"\n".join(written))
    status = 0
    try:
        call_command("eligibility", str(file), stdout=printed, **options)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return [json.loads(line) for line in printed.getvalue().splitlines()], status


def in_a_process(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(MANAGE), "eligibility", *arguments],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, **ELSEWHERE},
    )


def test_the_command_gives_one_answer_per_line_in_order(tmp_path: Path) -> None:
    facts = [PASSING, passing_but(wires=2), {}, passing_but(lock_ring=True)]
    assert answers(tmp_path, *facts) == ([judged(each) for each in facts], 0)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"{", "not JSON at character"),
        (b"utility=sce", "not JSON at character 1"),
        (b'{"wires": 3} {"wires": 3}', "not JSON at character 14"),
        (b"{'wires': 3}", "not JSON"),
        (b"[]", "one JSON object"),
        (b'"sce"', "one JSON object"),
        (b"null", "one JSON object"),
        (b"3", "one JSON object"),
        (b'{"wires": 3, "wires": 3}', "wires is given twice"),
        (b'{"backfeed_amps": NaN}', "NaN is no number"),
        (b'{"backfeed_amps": Infinity}', "Infinity is no number"),
        (b'{"backfeed_amps": -Infinity}', "-Infinity is no number"),
        (b'{"backfeed_amps": 1e999}', "backfeed_amps must be"),
        (b'{"wires": ' + b"9" * 5000 + b"}", "wires must be"),
        (b'{"wires": -' + b"9" * 5000 + b"}", "wires must be"),
        (b'{"wires": 3.5}', "wires must be"),
        (b'{"wires": "3"}', "wires must be"),
        (b'{"wires": true}', "wires must be"),
        (b'{"wires": {"a": {"b": [1]}}}', "wires must be"),
        (b'{"lock_ring": 1}', "lock_ring must be"),
        (b'{"utility": "edison"}', "utility must be"),
        (b'{"loads": ["wind"]}', "loads must"),
        (b'{"panel_amps": 100}', "panel_amps is not a fact"),
        (b'{"panel_amps": null}', "panel_amps is not a fact"),
        (b'{"esr_violations": ["\\ud800"]}', "esr_violations"),
        (b'{"\\ud800": 1}', "is not a fact"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"wires":' * 100_000, "nested too deeply"),
        (b'{"utility": "\xff"}', "not UTF-8 at byte 14"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        (b"\x00", "not JSON"),
    ],
)
def test_a_line_that_cannot_be_used_says_why_and_the_rest_go_on(
    tmp_path: Path, line: bytes, error: str
) -> None:
    printed, status = answers(tmp_path, PASSING, line, PASSING)
    assert [printed[0], printed[2]] == [judged(PASSING)] * 2
    assert (list(printed[1]), printed[1]["line"], status) == (["line", "error"], 2, 1)
    assert error in printed[1]["error"]


def test_blank_lines_are_skipped_and_counted(tmp_path: Path) -> None:
    printed, status = answers(tmp_path, b"", b" \t\r", PASSING, b"", b"no", b"")
    assert printed == [judged(PASSING), {"line": 5, "error": printed[1]["error"]}]
    assert status == 1


@pytest.mark.parametrize("given", [b"", b"\n\n", b" "])
def test_nothing_given_gives_nothing(tmp_path: Path, given: bytes) -> None:
    assert answers(tmp_path, given) == ([], 0)


def test_a_byte_order_mark_and_carriage_returns_do_no_harm(tmp_path: Path) -> None:
    line = json.dumps(PASSING).encode()
    assert answers(tmp_path, b"\xef\xbb\xbf" + line + b"\r", line) == ([judged(PASSING)] * 2, 0)


def test_the_command_judges_by_the_rules_of_a_day(tmp_path: Path) -> None:
    printed, _ = answers(tmp_path, {}, on=datetime.date(2026, 11, 20))
    assert printed[0]["ruleset"] == "sce-msa/2026-11"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.jsonl", tmp_path):
        with pytest.raises(CommandError, match=f"{path} cannot be read") as refused:
            call_command("eligibility", str(path))
        assert refused.value.returncode == 2


def test_the_command_asks_for_no_system_checks() -> None:
    assert Command.requires_system_checks == []
    assert Command.requires_migrations_checks is False


def test_junk_never_ends_in_a_traceback(tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = json.dumps(PASSING).encode()
    lines = []
    for _ in range(400):
        line = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            line[chance.randrange(len(line))] = chance.choice(b'{}[]",:0189eE+-.\\\xc3\x00tfn x')
        lines.append(bytes(line))
    printed, status = answers(tmp_path, *lines)
    assert len(printed) == 400
    assert status == 1
    assert all("error" in each or each["eligibility"] for each in printed)


def test_the_command_reads_standard_input_without_a_database() -> None:
    facts = [at_random(random.Random(seed)) for seed in range(20)]
    given = "\n".join(json.dumps(each) for each in facts).encode()
    ended = in_a_process(given=given)
    assert [json.loads(line) for line in ended.stdout.splitlines()] == [judged(each) for each in facts]
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_the_exit_status_is_1_where_a_line_was_refused() -> None:
    ended = in_a_process("-", given=b'{"wires": true}\n{}')
    assert ended.returncode == 1
    assert [next(iter(json.loads(line))) for line in ended.stdout.splitlines()] == ["line", "ruleset"]
    assert ended.stderr == b""


def test_a_day_that_is_none_is_refused_in_one_sentence() -> None:
    ended = in_a_process("--on", "tomorrow")
    assert ended.returncode == 2
    assert b"'tomorrow' is no day; write it as 2026-11-20." in ended.stderr


def test_each_line_is_answered_before_the_next_is_given() -> None:
    asking = subprocess.Popen(
        [sys.executable, str(MANAGE), "eligibility"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **ELSEWHERE},
    )
    with asking:
        assert asking.stdin
        assert asking.stdout
        for wires in (2, 3):
            asking.stdin.write(json.dumps(passing_but(wires=wires)).encode() + b"\n")
            asking.stdin.flush()
            assert select.select([asking.stdout], [], [], 60)[0], "no answer within a minute"
            assert json.loads(asking.stdout.readline()) == judged(passing_but(wires=wires))
        asking.stdin.close()
        assert asking.wait(timeout=60) == 0


def test_a_reader_who_leaves_ends_the_command_without_a_word(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_bytes((json.dumps(PASSING).encode() + b"\n") * 500)
    asking = subprocess.Popen(
        [sys.executable, str(MANAGE), "eligibility", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **ELSEWHERE},
    )
    with asking:
        assert asking.stdout
        assert asking.stderr
        asking.stdout.readline()
        asking.stdout.close()
        assert asking.stderr.read() == b""
        assert asking.wait(timeout=60) == 141
