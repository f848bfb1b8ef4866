"""Make the tablet app's bundle, ``static/bundle/``, of its modules and style sheets: sh bin/bundle [--check]

``modules.js`` holds all modules and exports each by its name (``send/queue``), and ``app.js`` begins the app;
``resize_worker.js`` resizes photos in a worker; ``field.css`` is the style, without rules of classes that no
module names: most of Bootstrap.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.cut_styles import Names, cut
from tests.npm_files import ROOT, Release

STATIC = ROOT / "static"
MODULES = STATIC / "js" / "field"
PLACE = STATIC / "bundle"
VERSION = "0.28.2"
SHA512 = {
    "x64": "4xTZr1FUmSoQW4XIWmit3tzQrUTZM+N3P0XV8xROKYF50XfI7xeO90+1bZvNwxIufQ9hDQVRJH5YhgPVF8A/HQ==",
    "arm64": "pW4AC0P3it8c7do9MVM4p51FzHzdM/TZrerurgRcHJ2WTa1VQ1CIq18xncfpBJw4ojkiZZrKW2yIBWBP92j6Ug==",
}
MACHINES = {"x86_64": "x64", "aarch64": "arm64"}
SHEETS = (
    "css/fonts.css",
    "css/tokens.css",
    "vendor/bootstrap/bootstrap.min.css",
    "css/marks.css",
    "css/base.css",
    "css/forms.css",
    "css/field.css",
    "css/field/*.css",
)
SHELL = ROOT / "templates" / "field" / "shell.html"
WORKER = MODULES / "photos" / "resize_worker.js"
BEGIN = 'import { app } from "./modules.js";\napp.begin();\n'
ALIKE = ("--bundle", "--format=esm", "--minify", "--charset=utf8", "--log-level=warning")
SECONDS = 60


def made() -> dict[str, bytes]:
    """Return the bundle's files by name, made anew of the sources as they are."""
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bundle-", dir=ROOT / "var") as folder:
        entries, out = Path(folder), Path(folder) / "out"
        (entries / "modules.js").write_text(_modules(), encoding="utf-8")
        (entries / "field.css").write_text(_sheets(), encoding="utf-8")
        _esbuild(str(entries / "modules.js"), str(WORKER), "--entry-names=[name]", f"--outdir={out}")
        _esbuild(str(entries / "field.css"), "--external:*.woff2", f"--outdir={out}")
        (out / "app.js").write_text(BEGIN, encoding="utf-8")
        sheet = out / "field.css"
        sheet.write_text(cut(sheet.read_text(encoding="utf-8"), names_of_the_app()), encoding="utf-8")
        return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def stale() -> list[str]:
    """Return the names of the files that are not what the sources give, or that nothing gives."""
    kept = {path.name: path.read_bytes() for path in PLACE.glob("*")}
    wanted = made()
    return sorted(name for name in kept | wanted if kept.get(name) != wanted.get(name))


def write() -> None:
    """Bring ``static/bundle/`` up to date; each file is replaced at once."""
    PLACE.mkdir(exist_ok=True)
    wanted = made()
    for path in PLACE.glob("*"):
        if path.name not in wanted:
            path.unlink()
    for name, content in wanted.items():
        path = PLACE / name
        if not path.exists() or path.read_bytes() != content:
            aside = path.with_name(f".{name}.{os.getpid()}")
            aside.write_bytes(content)
            aside.rename(path)


def _modules() -> str:
    paths = (path.relative_to(MODULES) for path in sorted(MODULES.rglob("*.js")) if path != WORKER)
    lines = [f'export * as "{path.with_suffix("")}" from "../../static/js/field/{path}";' for path in paths]
    return "\n".join(lines)


def _sheets() -> str:
    found = [path.relative_to(STATIC).as_posix() for path in _sheet_paths()]
    return "\n".join(f'@import "../../static/{path}";' for path in found)


def _sheet_paths() -> list[Path]:
    return [path for pattern in SHEETS for path in sorted(STATIC.glob(pattern))]


def whole_sheet() -> str:
    """Return all style sheets of the bundle one after the other, nothing cut."""
    return "\n".join(path.read_text(encoding="utf-8") for path in _sheet_paths())


def names_of_the_app() -> Names:
    """Return what the modules and the page of the app name: their classes and all else."""
    sources = [SHELL, *MODULES.rglob("*.js")]
    return Names.of([path.read_text(encoding="utf-8") for path in sources])


def _esbuild(*arguments: str) -> None:
    machine = MACHINES[platform.machine()]
    program = Release(f"@esbuild/linux-{machine}", VERSION, SHA512[machine]).file("bin/esbuild")
    subprocess.run([program, *arguments, *ALIKE], cwd=ROOT, timeout=SECONDS, check=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bundle", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 where it is stale")
    if not parser.parse_args().check:
        write()
        return 0
    names = stale()
    for name in names:
        print(f"static/bundle/{name} is not made of its sources: run sh bin/bundle.", file=sys.stderr)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
