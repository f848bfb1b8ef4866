"""The rules of Mozilla's HTTP Observatory that an answer of this site keeps, whoever gives it."""

from __future__ import annotations

import re

from tests.kilowire.running.proxies import Answer

HALF_A_YEAR = 15_768_000


def assert_keeps_the_rules(answer: Answer) -> None:
    policy = _directives(answer.headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    sources = {source for given in policy.values() for source in given}
    assert not sources & {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"}
    assert not {source for source in policy.get("script-src", []) if source in ("data:", "blob:")}
    age = re.search(r"max-age=(\d+)", answer.headers["Strict-Transport-Security"])
    assert age is not None
    assert int(age.group(1)) >= HALF_A_YEAR
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer", "strict-origin")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers
    for name in ("Content-Security-Policy", "Strict-Transport-Security", "Referrer-Policy"):
        assert len(answer.headers.get_all(name, [])) == 1, f"{name} is sent twice"
    for cookie in answer.headers.get_all("Set-Cookie", []):
        marks = {part.strip().partition("=")[0].lower() for part in cookie.split(";")}
        assert {"secure", "samesite"} <= marks
    assert not re.search(r"[\d.]{3,}", answer.headers.get("Server", ""))


def _directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name: given for name, *given in parts}
