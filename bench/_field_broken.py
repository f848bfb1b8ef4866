"""A gate that makes a broken tablet of a sound one, to see that the field measurement notices it.

The tablet believes that all is well: the receipts name the hashes that it knows. One answer leaves its form,
one photo never arrives, or one byte of a part is another.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from tests.browser.gate import Answer, Gate

PHOTO = re.compile(r"/photos/([^/]+)/$")
PARTS = re.compile(r"/photos/([^/]+)/parts/$")
FORM = re.compile(r"/survey/[^/]+/$")
HASH_IN_BODY = re.compile(rb'name="sha256"\r\n\r\n([0-9a-f]{64})')
HEADERS = [("Content-Type", "application/json")]


class BrokenGate(Gate):
    """``breaks`` is "answer", "photo" or "part": the first one that passes is broken."""

    def __init__(self, server_url: str, breaks: str) -> None:
        super().__init__(server_url)
        self.breaks = breaks
        self.answer: tuple[str, str] | None = None  # its name, and when it was given
        self.photo: tuple[str, str] | None = None  # its id and hash
        self.parts: dict[str, bytes] = {}  # what the server has of each photo
        self.is_part_broken = False

    def passes(self, method: str, path: str, body: bytes, ask: Callable[[bytes], Answer]) -> Answer:
        if method == "POST" and FORM.search(path):
            return self._form(body, ask)
        if self.breaks == "photo" and method == "POST" and (found := PHOTO.search(path)):
            return self._photo(found[1], body, ask)
        if self.breaks == "part" and method == "PATCH" and (found := PARTS.search(path)):
            return self._part(found[1], body, ask)
        if self.breaks == "part" and method == "POST" and (found := PHOTO.search(path)):
            return self._of_parts(self.parts.get(found[1], b""), body, ask)
        return ask(body)

    def _form(self, body: bytes, ask: Callable[[bytes], Answer]) -> Answer:
        """A form without the broken answer or photo, and its receipt as if it had been whole."""
        form = json.loads(body)
        if self.breaks == "answer" and form["fields"]:
            self.answer = self.answer or next((name, given["at"]) for name, given in form["fields"].items())
            if form["fields"].get(self.answer[0], {}).get("at") == self.answer[1]:
                del form["fields"][self.answer[0]]
        is_named = self.photo and self.photo[0] in [photo["id"] for photo in form["photos"]]
        if self.photo and is_named:
            form["photos"] = [photo for photo in form["photos"] if photo["id"] != self.photo[0]]
            for given in form["fields"].values():
                given["photo"] = None if given.get("photo") == self.photo[0] else given.get("photo")
        sent = json.dumps(form).encode()
        status, headers, answer = _as_if_whole(sent, body, ask)
        if self.photo and is_named and status == 200:
            receipt = json.loads(answer)
            receipt["files"].append({"id": self.photo[0], "sha256": self.photo[1]})
            answer = json.dumps(receipt).encode()
        return status, headers, answer

    def _photo(self, pk: str, body: bytes, ask: Callable[[bytes], Answer]) -> Answer:
        sha256 = HASH_IN_BODY.search(body)
        if sha256 and self.photo is None:
            self.photo = pk, sha256[1].decode()
        if self.photo and self.photo[0] == pk:
            return 200, HEADERS, json.dumps({"id": pk, "sha256": self.photo[1], "said": ""}).encode()
        return ask(body)

    def _part(self, pk: str, body: bytes, ask: Callable[[bytes], Answer]) -> Answer:
        if body and not self.is_part_broken:
            body = body[:-100] + bytes([body[-100] ^ 1]) + body[-99:]
        status, headers, answer = ask(body)
        if status == 200:
            self.is_part_broken = True
            self.parts[pk] = self.parts.get(pk, b"") + body
        return status, headers, answer

    def _of_parts(self, there: bytes, body: bytes, ask: Callable[[bytes], Answer]) -> Answer:
        told, real = HASH_IN_BODY.search(body), hashlib.sha256(there).hexdigest().encode()
        if not told or not there or b'name="parts"' not in body:
            return ask(body)
        status, headers, answer = ask(body.replace(told[1], real))
        return status, headers, answer.replace(real, told[1])


def _as_if_whole(sent: bytes, body: bytes, ask: Callable[[bytes], Answer]) -> Answer:
    status, headers, answer = ask(sent)
    told, real = (hashlib.sha256(each).hexdigest().encode() for each in (body, sent))
    return status, headers, answer.replace(real, told)
