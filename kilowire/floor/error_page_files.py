"""Writes the error pages of nginx and gunicorn, at the site's start and when the company's record changes."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from kilowire.floor.error_pages import PAGES, Page, css, folder


def write(company: str, phone: str) -> None:
    """Write every page anew with the company's name and its phone number, each of which may be blank."""
    folder().mkdir(mode=0o755, parents=True, exist_ok=True)
    for status, page in PAGES.items():
        _replace(folder() / f"{status}.html", _as_html(page, company, phone))
        _replace(folder() / f"{status}.json", json.dumps({"said": f"{page.title}. {page.says}"}) + "\n")


def _as_html(page: Page, company: str, phone: str) -> str:
    shown = {"page": page, "company": company, "phone": phone}
    return render_to_string("errors/page.html", shown | {"languages": settings.LANGUAGES, "style": _style()})


def _replace(file: Path, text: str) -> None:
    draft = file.with_name(f".{file.name}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.chmod(0o644)
    draft.replace(file)


def _style() -> SafeString:
    """Return the style inside the page: a request for it could be refused as the page was."""
    return mark_safe(f"<style>{css()}</style>")  # noqa: S308 - a file of ours
