"""The W3C's checker of HTML (vnu): one release of npm, known by its hash, run once over a folder of pages."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.npm_files import Release

VNU = Release(
    "vnu-jar",
    "26.9.27",
    "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
)
SECONDS = 300


def errors(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What is no valid HTML, each with the address of its page and the words around it."""
    names = {}
    for number, (address, page) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(page, encoding="utf-8")
        names[file.name] = address
    jar = str(VNU.file("build/dist/vnu.jar"))  # 30 MB
    command = ["java", "-Xss4m", "-jar", jar, "--errors-only", "--format", "json", str(folder)]
    told = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False).stderr
    found = json.loads(told)["messages"]
    return [_in_words(each, names[each["url"].rpartition("/")[2]]) for each in found]


def _in_words(message: dict[str, str], address: str) -> str:
    return f"{address}: {message['message']} {message.get('extract', '')!r}"
