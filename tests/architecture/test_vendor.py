"""Vendored files are exact releases, each listed with licence, version and SHA-256, and unchanged."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
MANIFESTS = {
    ROOT / "static/vendor/MANIFEST": (ROOT / "static", ["vendor", "fonts"]),
    ROOT / "tests/browser/vendor/MANIFEST": (ROOT / "tests/browser/vendor", ["."]),
}
EXACT = re.compile(r"\d+\.\d+\.\d+|\d+:[\w.+~]+-[\w.+~]+")  # of npm, or of Debian
LICENCES = {"MIT", "0BSD", "OFL-1.1", "ISC", "MPL-2.0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause"}


def entries(manifest: Path) -> list[list[str]]:
    lines = manifest.read_text().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_vendored_file_is_listed_and_nothing_else(manifest: Path) -> None:
    base, folders = MANIFESTS[manifest]
    found = {path for folder in folders for path in (base / folder).rglob("*") if path.is_file()} - {manifest}
    assert {base / entry[0] for entry in entries(manifest)} == found


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_vendored_files_are_the_exact_release(manifest: Path) -> None:
    base, _ = MANIFESTS[manifest]
    for path, package, version, licence, source, digest in entries(manifest):
        assert EXACT.fullmatch(version), f"{path}: {version} is not an exact version"
        assert licence in LICENCES, f"{path}: licence {licence}"
        assert package
        assert source
        assert hashlib.sha256((base / path).read_bytes()).hexdigest() == digest, f"{path} was changed"


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_package_brings_its_licence(manifest: Path) -> None:
    packages = {entry[1] for entry in entries(manifest)}
    assert packages == {entry[1] for entry in entries(manifest) if Path(entry[0]).name.startswith("LICENSE")}
