"""The W3C's checker of HTML (vnu): one release of npm, known by its hash, run once over a folder of pages."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

RELEASE = "26.9.27"
SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
JAR_IN_TARBALL = "package/build/dist/vnu.jar"
PLACE = Path(settings.BASE_DIR) / "var" / "tools" / f"vnu-{RELEASE}.jar"
SECONDS = 300


def _jar() -> Path:
    """The checker; npm fetches it, 30 MB, where it is not there yet."""
    if not PLACE.exists():
        PLACE.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=PLACE.parent) as folder:
            tarball = Path(folder) / f"vnu-jar-{RELEASE}.tgz"
            command = ["npm", "pack", f"vnu-jar@{RELEASE}", "--pack-destination", folder, "--silent"]
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
            digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
            assert digest == SHA512, "not the release we know"
            with tarfile.open(tarball) as archive:
                archive.extract(JAR_IN_TARBALL, folder, filter="data")
            (Path(folder) / JAR_IN_TARBALL).rename(PLACE)
    return PLACE


def errors(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What is no valid HTML, each with the address of its page and the words around it."""
    names = {}
    for number, (address, page) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(page, encoding="utf-8")
        names[file.name] = address
    command = ["java", "-Xss4m", "-jar", str(_jar()), "--errors-only", "--format", "json", str(folder)]
    told = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False).stderr
    found = json.loads(told)["messages"]
    return [_in_words(each, names[each["url"].rpartition("/")[2]]) for each in found]


def _in_words(message: dict[str, str], address: str) -> str:
    return f"{address}: {message['message']} {message.get('extract', '')!r}"
