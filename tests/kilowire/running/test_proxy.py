"""What nginx and gunicorn answer by themselves: our words, our headers, and JSON for tablets."""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext, suppress
from email.utils import formatdate
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

from kilowire.floor import error_pages
from kilowire.other_hosts import mail_settings
from kilowire.running import supervision
from kilowire.web.headers import FOR_EVERY_ANSWER
from kilowire.web.tablet_shell import shell_files
from tests.faults.waiting import PATIENCE_SECONDS, wait_until
from tests.folders import OwnFolder
from tests.kilowire.running import canaries
from tests.kilowire.running.conftest import ProxiedSite
from tests.kilowire.running.observatory import assert_keeps_the_rules
from tests.kilowire.running.proxies import HOST, Answer, Proxy, read, silent_address
from tests.kilowire.running.sites import free_port

pytestmark = [pytest.mark.once, pytest.mark.true_clock]

PERSON = {"Accept": "text/html,application/xhtml+xml"}
TABLET = {"Accept": "application/json"}
FILE_TIME = 1_700_000_000


@pytest.fixture(scope="module")
def folders() -> Iterator[Path]:
    own = OwnFolder("kilowire-proxies-", "/tmp")
    own.path.chmod(0o711)
    yield own.path
    own.remove()


def proxy_with_pages(folder: Path, site: ProxiedSite, upstream: str, **changes: str) -> Proxy:
    """Another nginx with the error pages of the site, before something that is broken."""
    folder.mkdir()
    proxy = Proxy(folder, upstream, changes=changes)
    for page in (site.proxy.folder / "served" / "errors").iterdir():
        (folder / "served" / "errors" / page.name).write_bytes(page.read_bytes())
    return proxy


@pytest.fixture(scope="module")
def without_web(folders: Path, proxied_site: ProxiedSite) -> Iterator[Proxy]:
    with proxy_with_pages(folders / "without", proxied_site, f"127.0.0.1:{free_port()}") as proxy:
        yield proxy


def test_the_file_loads_without_a_complaint(without_web: Proxy) -> None:
    """Debian 12's nginx runs here; a later one runs in the container."""
    assert without_web.error_log.read_text(encoding="utf-8") == ""


def test_while_the_site_is_away_a_person_reads_so_in_both_languages(without_web: Proxy) -> None:
    answer = without_web.ask("/h/abcdefgh/", headers=PERSON)
    assert answer.status == 502
    assert "We are away for a moment" in answer.text
    assert re.search(r'<section lang="es">\s*<h1>(?!We are away)', answer.text)
    assert 'href="tel:+15625550100"' in answer.text
    assert answer.headers["Retry-After"] == "20"
    assert answer.headers["Cache-Control"] == "no-store"
    assert_keeps_the_rules(answer)


@pytest.mark.parametrize(("headers", "content_type"), [(TABLET, "application/json"), (PERSON, "text/html")])
def test_a_tablets_script_is_told_in_json(
    without_web: Proxy, headers: dict[str, str], content_type: str
) -> None:
    answer = without_web.ask("/field/jobs/KW-1/photos/x/", "POST", headers=headers, body=b"x")
    assert answer.status == 502
    assert answer.headers["Content-Type"].startswith(content_type)
    if headers is TABLET:
        assert json.loads(answer.body)["said"].startswith("We are away for a moment. ")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: kilowire.test\r\nno header\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: kilowire.test\r\nContent-Length: 50000000\r\n\r\n", 413),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: kilowire.test\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: kilowire.test\r\nCookie: a=" + b"a" * 9000 + b"\r\n\r\n", 431),
        (b"PUT /static/x HTTP/1.1\r\nHost: kilowire.test\r\nContent-Length: 0\r\n\r\n", 405),
        (b"GET /static/none.css HTTP/1.1\r\nHost: kilowire.test\r\n\r\n", 404),
    ],
    ids=lambda given: str(given) if isinstance(given, int) else "",
)
def test_what_nginx_refuses_it_refuses_in_our_words(without_web: Proxy, request_: bytes, status: int) -> None:
    answer = without_web.say(request_)
    assert answer.status == status
    assert error_pages.PAGES[status].title in answer.text
    assert answer.headers["Content-Security-Policy"] == error_pages.policy()
    assert_keeps_the_rules(answer)


def test_a_tablet_that_sends_too_much_is_told_so(without_web: Proxy) -> None:
    said = without_web.say(
        b"POST /field/jobs/KW-1/photos/x/ HTTP/1.1\r\nHost: kilowire.test\r\nAccept: application/json\r\n"
        b"Content-Length: 50000000\r\n\r\n"
    )
    assert json.loads(said.body)["said"].startswith("What you sent is too large.")


def test_a_site_that_does_not_answer_is_given_up(folders: Path, proxied_site: ProxiedSite) -> None:
    with silent_address() as silent:
        changes = {"proxy_read_timeout 75s": "proxy_read_timeout 300ms"}
        with proxy_with_pages(folders / "silent", proxied_site, silent, **changes) as proxy:
            answer = proxy.ask("/", headers=PERSON)
    assert answer.status == 504
    assert "This took too long on our side" in answer.text


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [("/" + "a" * 5000, {}, 414), ("/", {f"X-{n}": "x" for n in range(120)}, 431)],
    ids=["414", "431"],
)
@pytest.mark.parametrize("where", ["/field", ""], ids=["tablet", "person"])
def test_gunicorns_own_answers_are_ours(
    proxied_site: ProxiedSite, where: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = proxied_site.proxy.ask(where + path, headers=headers | (TABLET if where else PERSON))
    assert answer.status == status
    assert error_pages.PAGES[status].title in answer.text
    assert_keeps_the_rules(answer)


def test_the_sites_own_answers_are_not_replaced(proxied_site: ProxiedSite) -> None:
    answer = proxied_site.proxy.ask("/no-such-page/", headers=PERSON)
    assert answer.status == 404
    assert "what it named is not yours to see" in answer.text


def test_time_outs_agree(proxied_site: ProxiedSite) -> None:
    """An act that waits for the database and then for the mail server is answered before anybody gives up."""
    nginx = (settings.BASE_DIR / "docker" / "nginx.conf").read_text(encoding="utf-8")
    tablet = (settings.BASE_DIR / "static/js/field/device/exchange.js").read_text(encoding="utf-8")
    waits = {name: int(seconds) for name, seconds in re.findall(r"^  (\w+_timeout) (\d+)s;", nginx, re.M)}
    gunicorn = int(proxied_site.web.command[proxied_site.web.command.index("--timeout") + 1])
    tablets = {name: int(ms) / 1000 for name, ms in re.findall(r"(\w+)_MILLISECONDS = ([\d_]+)", tablet)}
    mail = mail_settings("smtp+tls://mail.example.com")["EMAIL_TIMEOUT"]
    lock, broker = 20, settings.CELERY_BROKER_CONNECTION_TIMEOUT * 3
    assert lock + int(mail) + broker < gunicorn < waits["proxy_read_timeout"] == waits["proxy_send_timeout"]
    assert waits["proxy_read_timeout"] < tablets["ANSWER"], "counted from when everything has left"
    assert waits["client_body_timeout"] <= tablets["SILENT"], "nginx says first that nothing comes any more"


def static_file(site: ProxiedSite, name: str, text: str) -> str:
    """A file where the start of the site collects them, plain and packed; the address."""
    static = site.proxy.folder / "served" / "static"
    for file, content in {name: text.encode(), f"{name}.gz": gzip.compress(text.encode())}.items():
        (static / file).write_bytes(content)
        (static / file).chmod(0o644)
        os.utime(static / file, (FILE_TIME, FILE_TIME))
    return f"/static/{name}"


def test_static_files_come_from_nginx_itself(without_web: Proxy, proxied_site: ProxiedSite) -> None:
    path = static_file(proxied_site, "page.0123.css", "p { margin: 0 }" * 200)
    plain = proxied_site.proxy.ask(path)
    packed = proxied_site.proxy.ask(path, headers={"Accept-Encoding": "gzip"})
    assert plain.text == gzip.decompress(packed.body).decode()
    assert plain.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert plain.headers["Content-Type"] == "text/css; charset=utf-8"
    for outside in ("/static/staticfiles.json", "/static/../errors/502.html", "/errors/502.html", "/static/"):
        assert without_web.ask(outside).status in (403, 404, 502), outside


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/accounts/login/", {}, 200),
        ("GET", "{homeowner}", {}, 200),
        ("GET", "/jobs/", {"Cookie": "{owen}"}, 200),
        ("GET", "/jobs/", {}, 302),
        ("GET", "/no-such-page/", {}, 404),
        ("POST", "/jobs/", {}, 403),
        ("GET", "/field/", {}, 200),
        ("GET", "/field/manifest.webmanifest", {}, 200),
        ("GET", "/field/online/", TABLET, 200),
        ("GET", "/today/count/", {"Cookie": "{owen}"}, 200),
        ("GET", "/healthz", {}, 200),
        ("GET", "/readyz", {}, 503),
        ("GET", "/static/page.0123.css", {}, 200),
        ("GET", "/static/page.0123.css", {"If-Modified-Since": "{file}"}, 304),
        ("GET", "/static/none.css", {}, 404),
    ],
)
def test_every_kind_of_answer_keeps_the_observatorys_rules(
    proxied_site: ProxiedSite, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    static_file(proxied_site, "page.0123.css", "p { margin: 0 }" * 200)
    told = {"homeowner": proxied_site.homeowner_page, "file": formatdate(FILE_TIME, usegmt=True)}
    sent = {name: value.format(**told, **proxied_site.cookie) for name, value in headers.items()}
    body = b"" if method == "POST" else None
    answer = proxied_site.proxy.ask(path.format(**told), method, headers=sent, body=body)
    assert answer.status == status
    assert_keeps_the_rules(answer)
    for name, value in FOR_EVERY_ANSWER.items():
        assert answer.headers.get_all(name) == [value]


def test_a_poll_that_finds_nothing_new_is_answered_in_a_line(proxied_site: ProxiedSite) -> None:
    """Although nginx packs the answer and so weakens its ETag."""
    asked = {"Cookie": proxied_site.cookie["asa"], "Accept-Encoding": "gzip"}
    first = proxied_site.proxy.ask("/field/pack/", headers=asked)
    again = proxied_site.proxy.ask("/field/pack/", headers=asked | {"If-None-Match": first.headers["ETag"]})
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert_keeps_the_rules(again)


@pytest.mark.parametrize(
    ("path", "who", "packed"),
    [
        ("/jobs/", "owen", True),
        ("{homeowner}", "", True),
        ("/field/pack/", "asa", True),
        ("/accounts/login/", "", False),
        ("/accounts/password/change/", "owen", False),
    ],
)
def test_pages_and_json_are_packed_where_no_secret_stands_in_them(
    proxied_site: ProxiedSite, path: str, who: str, packed: bool
) -> None:
    asked = {"Cookie": proxied_site.cookie.get(who, ""), "Accept-Encoding": "gzip"}
    answer = proxied_site.proxy.ask(path.format(homeowner=proxied_site.homeowner_page), headers=asked)
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == ("gzip" if packed else None)


def test_the_token_of_a_form_is_masked_anew_in_each_page(proxied_site: ProxiedSite) -> None:
    """So that the lengths of packed pages tell nothing of it."""
    pages = [proxied_site.proxy.ask("/accounts/login/", headers=PERSON).text for _ in range(2)]
    tokens = [re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page) for page in pages]
    assert tokens[0]
    assert not set(tokens[0]) & set(tokens[1])


def asked_at_once(proxy: Proxy, paths: list[str]) -> dict[int, Answer]:
    """The last answer of each status, to these requests over few connections."""
    answers = {}
    connection = HTTPConnection(HOST)
    for number, path in enumerate(paths):
        if number % 500 == 0:
            connection.close()
            connection.sock = proxy.connected()
        connection.request("GET", path, headers={"Host": HOST})
        answer = read(connection)
        answers[answer.status] = answer
    connection.close()
    return answers


def test_an_office_and_five_tablets_that_start_cold_meet_no_limit(
    folders: Path, proxied_site: ProxiedSite
) -> None:
    """All behind one address at one moment, before a site whose answers cost no time."""
    shell = [f"/field/app/v/{name}" for name in shell_files()]
    tablet = [*shell, "/field/", "/field/worker.js", "/field/pack/"]
    office = ["/jobs/", "/today/count/", "/static/page.css", "/jobs/KW-1/"] * 25
    gone = f"127.0.0.1:{free_port()}"
    with proxy_with_pages(folders / "office", proxied_site, gone) as proxy:
        assert set(asked_at_once(proxy, 5 * tablet + office)) == {502, 404}
        refused = asked_at_once(proxy, ["/field/pack/"] * 1000)[429]
    assert refused.headers["Retry-After"] == "10"
    assert json.loads(refused.body) == {"said": "Too many requests at once. Wait a minute, then try again."}


def test_no_other_host_is_on_this_site(proxied_site: ProxiedSite) -> None:
    proxy = proxied_site.proxy
    with pytest.raises(ssl.SSLError):
        proxy.connected(name="other.example")
    for request_ in (b"GET / HTTP/1.1\r\nHost: other.example\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"):
        for connection in (proxy.connected(), socket.create_connection(("127.0.0.1", proxy.plain_port))):
            with connection, suppress(ConnectionResetError):
                connection.sendall(request_)
                assert connection.recv(100) == b""


def test_plain_http_leads_to_tls(proxied_site: ProxiedSite) -> None:
    plain = HTTPConnection("127.0.0.1", proxied_site.proxy.plain_port)
    plain.request("GET", "/jobs/?q=x", headers={"Host": HOST})
    answer = read(plain)
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/jobs/?q=x")
    plain.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
    assert read(plain).body == b"alive\n"
    plain.close()


@pytest.mark.parametrize(
    ("version", "ciphers", "taken"),
    [
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES128-GCM-SHA256", True),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-CHACHA20-POLY1305", True),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES128-SHA256", False),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES256-SHA", False),
        (ssl.TLSVersion.TLSv1_3, "", True),
    ],
)
def test_only_ciphers_that_authenticate_are_spoken(
    proxied_site: ProxiedSite, version: ssl.TLSVersion, ciphers: str, taken: bool
) -> None:
    context = ssl.create_default_context(cafile=str(proxied_site.proxy.certificate))
    context.minimum_version = context.maximum_version = version
    if ciphers:
        context.set_ciphers(ciphers)
    plain = socket.create_connection(("127.0.0.1", proxied_site.proxy.port))
    with nullcontext() if taken else pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname=HOST).close()


def test_the_sign_in_page_comes_while_thousands_read_slowly(folders: Path, proxied_site: ProxiedSite) -> None:
    """From six addresses, eight requests each; without TLS, whose 3,000 greetings would take a minute."""
    port = free_port()
    without_tls = {"listen 8443 ssl http2;": f"listen 127.0.0.1:{port};"}
    upstream = f"127.0.0.1:{proxied_site.web_port}"
    with ExitStack() as stack:
        proxy = proxy_with_pages(folders / "slow", proxied_site, upstream, **without_tls)
        (proxy.folder / "served" / "static" / "large.txt").write_bytes(b"x" * 2_000_000)
        stack.enter_context(proxy)
        for number in range(3000):
            source = (f"127.0.1.{number % 6 + 1}", 0)
            held = stack.enter_context(socket.create_connection(("127.0.0.1", port), source_address=source))
            held.sendall(b"GET /static/large.txt HTTP/1.1\r\nHost: kilowire.test\r\n\r\n" * 8)
        page = HTTPConnection("127.0.0.1", port, timeout=10)
        page.request("GET", "/accounts/login/", headers={"Host": HOST, **PERSON})
        assert page.getresponse().status == 200
        page.close()


def test_no_log_holds_private_words_whatever_is_sent_and_whatever_breaks(proxied_site: ProxiedSite) -> None:
    """The last test: it breaks the site. The words stand in rows, in addresses, in forms and in files."""
    var, environment = proxied_site.var, proxied_site.environment
    canaries.break_folder(var / "mail")  # before the worker starts, which may have a message to send already
    worker = supervision.worker(environment=environment, log=var / "worker.log", grows=True)
    with worker, supervision.beat(environment=environment, log=var / "beat.log"):
        visitor = canaries.Visitor(proxied_site)
        visitor.go_through_every_door()
        # which is what the folder of mail raises
        wait_until(
            lambda: "ImproperlyConfigured" in (var / "worker.log").read_text(), within=PATIENCE_SECONDS
        )
        for broken in (var / "jacket", var / "messages" / "waiting"):
            canaries.break_folder(broken)
            visitor.go_through_a_few_doors()
        canaries.break_database(var / "kilowire.sqlite3")
        visitor.go_through_a_few_doors()
        worker.kill()
    proxied_site.web.kill()
    visitor.go_through_a_few_doors()
    paths = canaries.logs(var, proxied_site.proxy.folder)
    logs = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in paths}
    assert {"web.log", "worker.log", "beat.log", "security.log", "access.log", "error.log"} <= logs.keys()
    assert {200, 302, 403, 404, 405, 500, 502} <= visitor.statuses.keys()
    assert logs["access.log"].count('"logger":"nginx"') >= sum(visitor.statuses.values())
    assert "OperationalError" in logs["web.log"]
    assert not {(name, song) for name, text in logs.items() for song in visitor.songs if song in text}
