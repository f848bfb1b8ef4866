"""The app's shell: small, the same for everybody, its files under one version, safe under the policy."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kilowire.web import tablet_shell as tablet
from tests.builders.cast import someone

MOST_BYTES = 250_000
IMPORTED = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")


def base_of(client: Client) -> str:
    return re.search(r'data-base="([^"]+)"', client.get("/field/").content.decode())[1]


def test_the_shell_is_under_250_kb_as_it_travels(client: Client) -> None:
    files = sum(len(file.packed) for file in tablet.shell_files().values())
    page = len(gzip.compress(client.get("/field/").content))
    assert files + page < MOST_BYTES, sorted(
        (len(f.packed), path) for path, f in tablet.shell_files().items()
    )[-12:]


def test_the_page_is_the_same_for_everybody(client: Client, db: None) -> None:
    as_a_stranger = client.get("/field/")
    client.force_login(someone("asa"))
    as_asa = client.get("/field/")
    assert as_a_stranger.content == as_asa.content
    assert "Set-Cookie" not in as_asa.headers


def test_the_policy_allows_no_script_but_our_own(client: Client) -> None:
    answer = client.get("/field/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert b"<style" not in answer.content
    assert re.findall(rb"<script(?![^>]*\ssrc=)", answer.content) == []
    assert re.findall(rb"\son\w+=", answer.content) == []


def test_every_file_is_served_under_its_version_and_no_other(client: Client) -> None:
    base = base_of(client)
    for path, file in tablet.shell_files().items():
        answer = client.get(base + path)
        assert answer.content == file.content
        assert "immutable" in answer.headers["Cache-Control"]
        packed = client.get(base + path, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.content) == file.content
    other = base.replace(tablet.shell_version(), "0" * 16)
    assert client.get(f"{other}bundle/app.js").status_code == 404
    assert client.get(f"{base}js/theme.js").status_code == 404
    assert client.get(f"{base}../kilowire/settings.py").status_code == 404


def test_what_a_module_imports_is_in_the_shell() -> None:
    files = tablet.shell_files()
    for path, file in files.items():
        if path.endswith(".js"):
            for imported in IMPORTED.findall(file.content.decode()):
                assert _resolved(path, imported) in files, f"{path} imports {imported}"


def test_the_worker_keeps_the_page_and_all_files(client: Client) -> None:
    answer = client.get(reverse("tablet_worker"))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer.headers["Cache-Control"]
    kept = json.loads(re.search(r"const KEPT = (\[.*\]);", answer.content.decode())[1])
    assert kept == ["/field/", *(base_of(client) + path for path in tablet.shell_files())]
    assert f'const VERSION = "{tablet.shell_version()}"' in answer.content.decode()


def test_the_manifest_names_the_app_for_the_home_screen(client: Client) -> None:
    said = client.get(reverse("tablet_manifest")).json()
    assert (said["start_url"], said["scope"], said["display"]) == ("/field/", "/field/", "standalone")
    for icon in said["icons"]:
        assert client.get(icon["src"]).status_code == 200


@pytest.mark.parametrize("changed", ["bundle/modules.js", "bundle/field.css"])
def test_another_content_is_another_version(changed: str, monkeypatch: Any) -> None:
    before = tablet.shell_version()
    files = dict(tablet.shell_files())
    files[changed] = tablet.ShellFile(files[changed].content + b" ", b"", "text/plain")
    monkeypatch.setattr(tablet, "shell_files", lambda: files)
    assert tablet.shell_version.__wrapped__() != before


def _resolved(path: str, imported: str) -> str:
    parts = path.split("/")[:-1]
    for part in imported.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
