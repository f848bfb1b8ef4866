"""What is typed, chosen and posted by somebody who means no good, or whose device is broken."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.builders.files import paper, photo

TEXTS: tuple[str, ...] = (
    "", " ", "\t", "\n\r\n", "\0", "a\0b", "\x01\x1b", "\x7f", "\u200b", "\u202e", "\ufeff", "\ufffd",
    "\uffff", "\u2028", "ñ", "e\u0301" * 50, "😀", "😀" * 300, "𝟗", "٣٤", "９９", "Ⅷ", "½", "ß" * 200, "ﬃ",
    "0", "-0", "-1", "1", "00000000001", "1.5", "1,5", "1e5", "1e999", "1E-999", ".", "-", "+", "0x10",
    "1_000",
    "9" * 9, "9" * 10, "9" * 19, "9" * 20, "9" * 40, "9" * 5_000, "-" + "9" * 19, "0." + "0" * 400 + "1",
    "99999999.999", "2147483647", "2147483648", "9223372036854775808",
    "NaN", "-nan", "Infinity", "-Infinity", "sNaN", "null", "None", "undefined", "true", "[]", "{}",
    '{"a": [1]}',
    "[[[[[[[[[[", "[" * 2_000,
    "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13-01", "0000-00-00", "1969-12-31",
    "2026-W10-1", "20260101", "2026-001", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-08:00",
    "2026-03-08T02:30", "2026-11-01T01:30", "24:00", "23:59:60", "00:00", "99:99", "12:00:00.000000001", "T",
    "'", "\"><script>x</script>", "' OR 1=1 --", "%", "%s%n", "_", "\\", "\\u0000", "../../etc/passwd",
    "{{ 7*7 }}",
    "${x}", "a@b", "a@" + "b" * 300 + ".test", "http://[::1", "//x.test/", "javascript:x",
    "KW-1042", "KW-9" + "9" * 30,
    "x" * 70_000, "a " * 3_000, "00000000-0000-0000-0000-000000000000", "+1 626 555 0188 x" + "9" * 30,
)  # fmt: skip
"""Over a hundred; the tests ask for eighty at least."""

VALUES: tuple[Any, ...] = (
    *TEXTS, None, True, False, 0, -1, 1.5, 2**31, 2**63, 10**30, 10**4_000, 1e308, -1e308, [], {}, [[]],
    [None], [{}],
    {"": ""}, {"a": {"b": []}}, [1, "a", None], {"value": 1}, [["Breaker L1", "45", "45"]], [{"id": 1}],
    ["x"] * 500,
)  # fmt: skip
"""What may stand at any place in the JSON of a tablet."""

BODIES: tuple[tuple[bytes, str], ...] = (
    (b"", ""),
    (b"", "application/json"),
    (b"{", "application/json"),
    (b"[]", "application/json"),
    (b"null", "application/json"),
    (b'"a"', "application/json"),
    (b"\xff\xfe\x00", "application/json"),
    (b"\xef\xbb\xbf{}", "application/json"),
    (b"[" * 60_000, "application/json"),
    (b'{"a":' * 900 + b"1" + b"}" * 900, "application/json"),
    (b'{"made_at": "\\ud800"}', "application/json"),
    (b"{}", "application/json; charset=utf-16"),
    (b"{}", "text/plain"),
    (b"a=b", "application/x-www-form-urlencoded; charset=utf-7"),
    (b"a=%ff%00&%00=1&a", "application/x-www-form-urlencoded"),
    (b"&".join([b"a=1"] * 1_500), "application/x-www-form-urlencoded"),
    (b"a=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
    (b"a=b", "multipart/form-data"),
    (b"a=b", "multipart/form-data; boundary="),
    (b"a=b", "multipart/form-data; boundary=" + "x" * 300),
    (b"--b\r\n\r\n--b--", "multipart/form-data; boundary=b"),
    (
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
        "multipart/form-data; boundary=b",
    ),
    (
        (
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--\r\n"
        ),
        "multipart/form-data; boundary=b",
    ),
    (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="../\x00a.pdf"\r\n\r\n%PDF-1.7\r\n--b',
        "multipart/form-data; boundary=b",
    ),
    (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "application/xml"),
)

HEADERS: tuple[dict[str, str], ...] = (
    {},
    {},
    {},
    {"HX-Request": "true"},
    {"X-Sent-At": "0001-01-01T00:00:00Z"},
    {"X-Sent-At": "9999-12-31T23:59:59-08:00"},
    {"X-Tablet": "\0"},
    {"X-Tablet": "7ab1e700-0000-4000-8000-000000000001"},
    {"If-None-Match": '"'},
    {"If-Modified-Since": "Mon, 99 Foo 0000 99:99:99 GMT"},
    {"If-Modified-Since": "Mon, 01 Jan 99999 00:00:00 GMT"},
    {"Range": "bytes=99999999999999999999-0"},
    {"Range": "bytes=-0,1-2,a-b"},
    {"Accept-Language": "x" * 600 + ",es;q=nan,en;q=1e9"},
    {"Accept-Encoding": "\xff;q=a"},
    {"Referer": "http://[::1"},
    {"Origin": "null"},
    {"Cookie": "sessionid=\xff; csrftoken=; messages=x; django_language=../..; ="},
    {"X-Forwarded-For": "a, b, ::1::2"},
    {"X-Request-ID": "\x01" * 20},
    {"Content-Length": "-5"},
    {"Host": "testserver:99999999"},
)

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")

_EXIF_TIMES = (
    "9999:12:31 23:59:59",
    "0000:00:00 00:00:00",
    "0001:01:01 00:00:00",
    "2026:13:45 99:99:99",
    "\0\0\0",
)


@cache
def _files() -> tuple[tuple[str, bytes, str], ...]:
    jpeg, pdf = photo("fuzz").read(), paper("fuzz").read()
    return (
        ("a.pdf", pdf, "application/pdf"),
        ("a.jpg", jpeg, "image/jpeg"),
        *((f"{n}.jpg", _photo_taken(time), "image/jpeg") for n, time in enumerate(_EXIF_TIMES)),
        ("half.jpg", jpeg[: len(jpeg) // 2], "image/jpeg"),
        ("half.pdf", pdf[: len(pdf) // 2], "application/pdf"),
        ("empty.pdf", b"", "application/pdf"),
        ("one.pdf", b"%", "application/pdf"),
        ("no.pdf", b"%PDF-1.7\n%%EOF", "application/pdf"),
        ("no.png", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("no.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic"),
        ("no.zip", b"PK\x05\x06" + b"\0" * 18, "application/zip"),
        ("no.csv", b'a,b\n"\0\n\xff', "text/csv"),
        ("../" * 40 + "\r\n\u202e.jpg", jpeg, "\xff/\0"),
        ("x" * 300 + ".pdf", pdf, "application/pdf"),
    )


def _photo_taken(time: str) -> bytes:
    image, exif = Image.new("RGB", (40, 30)), Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = exif[0x0132] = time
    exif.get_ifd(0x8769)[0x9011] = "+99:99"
    exif[0x0112] = 99
    kept = BytesIO()
    image.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def files() -> list[SimpleUploadedFile]:
    """New files each time, since whoever reads one closes it: two good ones first."""
    return [SimpleUploadedFile(name, content, content_type=kind) for name, content, kind in _files()]
