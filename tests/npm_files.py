"""Npm packages for developers and tests: exact releases, known by hash, kept in ``var/tools``."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "var" / "tools"
SECONDS = 300


def installed(folder: Path) -> Path:
    """Return ``node_modules`` of a folder with ``package.json`` and its lock, which names each hash.

    npm installs it where it is not there yet and runs none of the packages' own scripts.
    """
    lock = (folder / "package-lock.json").read_bytes()
    place = TOOLS / f"{folder.name}-{hashlib.sha256(lock).hexdigest()[:16]}"
    if not place.exists():
        TOOLS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=TOOLS) as aside:
            half = Path(aside) / place.name
            half.mkdir()
            for name in ("package.json", "package-lock.json"):
                shutil.copy(folder / name, half)
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(command, cwd=half, timeout=SECONDS, check=True)
            half.rename(place)
    return place / "node_modules"


@dataclass(frozen=True)
class Release:
    """One release of one package, with the SHA-512 that npm names for its tarball."""

    package: str
    version: str
    sha512: str

    def file(self, member: str) -> Path:
        """Return where this file of the package is; npm fetches the package where it is not there yet."""
        place = TOOLS / f"{self.package.rpartition('/')[2]}-{self.version}-{Path(member).name}"
        if not place.exists():
            TOOLS.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=TOOLS) as folder:
                self._unpack(member, Path(folder)).rename(place)
        return place

    def _unpack(self, member: str, folder: Path) -> Path:
        wanted = f"{self.package}@{self.version}"
        command = ["npm", "pack", wanted, "--pack-destination", str(folder), "--silent"]
        subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=True)
        (tarball,) = folder.glob("*.tgz")
        digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
        if digest != self.sha512:
            raise ValueError(f"{wanted} is not the release we know.")
        with tarfile.open(tarball) as archive:
            archive.extract(f"package/{member}", folder, filter="data")
        return folder / "package" / member
