"""The forms of a page as a browser holds them: where each goes, its fields, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

TICKED = ("checkbox", "radio")


@dataclass
class FormOnPage:
    """``stands`` is what would be sent if nothing were typed; ``names`` holds every field that is there.

    ``kinds`` holds the type of each input, ``choices`` what a field may be chosen from.
    """

    action: str = ""
    sends_files: bool = False
    posts: bool = False
    names: set[str] = field(default_factory=set)
    stands: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, typed: dict[str, Any]) -> dict[str, Any]:
        """What is sent once this was typed; a field that the form does not have cannot be typed into."""
        strange = sorted(set(typed) - self.names)
        assert not strange, (
            f"The form has no field {', '.join(strange)}, only {', '.join(sorted(self.names))}"
        )
        sent: dict[str, Any] = dict(self.stands)
        for name, value in typed.items():
            if value is None or value is False or value == []:
                sent.pop(name, None)
            else:
                sent[name] = _as_sent(value)
        return sent


def _as_sent(value: Any) -> Any:
    if value is True:
        return "on"
    if hasattr(value, "read"):
        assert value.size, "an empty file"
        value.seek(0)
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_as_sent(each) for each in value]
    return getattr(value, "pk", value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self.links: set[str] = set()
        self.form: FormOnPage | None = None
        self.select = self.area = ""
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in has:
            self.links.add(has["href"].partition("?")[0])
        if tag == "form":
            sends_files, posts = has.get("enctype") == "multipart/form-data", has.get("method") == "post"
            self.form = FormOnPage(has.get("action", ""), sends_files, posts)
            self.forms.append(self.form)
        if self.form is None:
            return
        if tag == "input" and "name" in has:
            self._input(self.form, has)
        elif tag == "select" and "name" in has:
            self.select, self.options = has["name"], []
            self.form.names.add(self.select)
        elif tag == "option" and self.select:
            self.options.append((has.get("value", ""), "selected" in has))
        elif tag == "textarea":
            self.area = has["name"]
            self.form.names.add(self.area)
            self.form.stands[self.area] = [""]

    def handle_data(self, data: str) -> None:
        if self.form and self.area:
            self.form.stands[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.form and self.area:
            self.form.stands[self.area][0] = self.form.stands[self.area][0].removeprefix("\n")
            self.area = ""
        elif tag == "select" and self.form and self.select:
            chosen = [value for value, selected in self.options if selected] or [
                value for value, _ in self.options[:1]
            ]
            self.form.stands[self.select] = chosen
            self.form.choices[self.select] = [value for value, _ in self.options]
            self.select = ""

    def _input(self, form: FormOnPage, has: dict[str, str]) -> None:
        name, kind = has["name"], has.get("type", "text")
        form.names.add(name)
        form.kinds[name] = kind
        if kind == "radio":
            form.choices.setdefault(name, []).append(has.get("value", "on"))
        if kind == "file" or (kind in TICKED and "checked" not in has):
            return
        value = has.get("value", "on" if kind in TICKED else "")
        form.stands.setdefault(name, []).append(value)


def read_page(html: str) -> tuple[list[FormOnPage], set[str]]:
    """The forms of a page, and the addresses that its links lead to."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms, reader.links
