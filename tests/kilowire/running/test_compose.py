"""The deployment's files agree with the settings, the doors and the commands of the code they start."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils.module_loading import import_string

from kilowire.environment import NAMES, VARIABLES
from kilowire.management.commands.tend import STARTED_BY
from kilowire.running import supervision
from tests.architecture.source import imports, modules

pytestmark = pytest.mark.once

COMPOSE: dict[str, Any] = yaml.safe_load(
    (settings.BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8")
)
DOCKERFILE = (settings.BASE_DIR / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
NGINX = (settings.BASE_DIR / "docker" / "nginx.conf").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "kilowire"}
SECRETS = "/run/secrets/"
DEPLOY = ["--deploy", "--fail-level", "WARNING"]
VALUES = {
    "database_url": "postgres://kilowire_site:pw@postgres/kilowire",
    "database_owner_url": "postgres://kilowire_owner:pw@postgres/kilowire",
    "broker_url": "redis://:pw@redis:6379/0",
    "email_url": "smtp+tls://user:pw@mail.example.com",
    "secret_key": "0123456789abcdefghij" * 3,
    "portal_link_key": "jihgfedcba9876543210" * 3,
    "mfa_key": "0246897531acegikmoqs" * 3,
}


def arguments(line: str) -> list[str]:
    return [str(word) for word in yaml.safe_load(line)]


def test_the_site_runs_as_the_readme_says_it_does() -> None:
    assert set(OURS) == {"prepare", "web", "worker", "beat"}
    assert {"proxy", "postgres", "redis"} == set(SERVICES) - set(OURS)


def test_no_key_of_a_service_comes_from_two_fragments() -> None:
    """Readers of YAML differ in which of them counts, and Docker's takes the first."""
    tree = yaml.compose((settings.BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8"))
    merged = [
        value.value for key, value in _pairs(tree) if key.value == "<<" and isinstance(value.value, list)
    ]
    lists = [fragments for fragments in merged if isinstance(fragments[0], yaml.MappingNode)]
    assert lists, "some service is put together from several fragments"
    for fragments in lists:
        keys = [key.value for fragment in fragments for key, _ in fragment.value]
        assert len(keys) == len(set(keys)), keys


def _pairs(node: yaml.Node) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Every key of the file with its value."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key, value
            yield from _pairs(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _pairs(each)


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_name_is_one_of_the_settings(name: str) -> None:
    given = set(OURS[name]["environment"])
    assert given <= NAMES
    part = OURS[name]["environment"].get("KILOWIRE_PART", "all")
    for variable, facts in VARIABLES.items():
        if facts.deployment:
            is_needed = part not in facts.unused_by
            assert len(given & {variable, f"{variable}_FILE"}) == is_needed, variable


def test_a_secret_is_where_it_is_used() -> None:
    used = {name: set(service.get("secrets", [])) for name, service in SERVICES.items()}
    assert used["prepare"] == {"database_owner_url", "mfa_key"}
    assert used["beat"] == {"database_url", "broker_url"}
    assert used["proxy"] == {"tls_certificate", "tls_key"}
    assert used["redis"] == {"redis_password"}
    assert [name for name in used if "database_owner_url" in used[name]] == ["prepare"]


def test_every_services_log_is_turned() -> None:
    for name, service in SERVICES.items():
        assert service["logging"]["options"] == {"max-size": "20m", "max-file": "5"}, name


def test_the_databases_roles_are_made_with_it() -> None:
    mounted = SERVICES["postgres"]["volumes"]
    assert "./docker/database-roles.sh:/docker-entrypoint-initdb.d/roles.sh:ro" in mounted
    assert os.access(settings.BASE_DIR / "docker" / "database-roles.sh", os.X_OK)  # else it would be sourced


@pytest.mark.true_clock
def test_redis_asks_for_its_password(tmp_path: Path) -> None:
    (tmp_path / "redis_password").write_text("a password", encoding="utf-8")
    started = 'exec redis-server - --save "" --appendonly no'
    said = SERVICES["redis"]["command"][2].replace("$$", "$").replace("/run/secrets", str(tmp_path))
    shown = subprocess.run(
        ["sh", "-c", said.replace(started, "exec cat")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "requirepass a password\n"
    assert "redis-cli ping | grep -q PONG" in SERVICES["redis"]["healthcheck"]["test"][3]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_secret_comes_from_a_file_that_is_declared(name: str) -> None:
    service = SERVICES[name]
    for variable, value in service.get("environment", {}).items():
        if variable.endswith("_FILE"):
            assert value.startswith(SECRETS), variable
            assert value.removeprefix(SECRETS) in service["secrets"], variable
        else:
            secret = variable in VARIABLES and VARIABLES[variable].secret
            assert not secret or "@" not in value, f"{variable} may hold a password"
    assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])


def test_every_declared_secret_is_used_and_kept_out_of_git_and_image() -> None:
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", [])}
    assert used == set(COMPOSE["secrets"])
    assert all(secret["file"].startswith("./secrets/") for secret in COMPOSE["secrets"].values())
    for ignored in (".gitignore", ".dockerignore"):
        lines = (settings.BASE_DIR / ignored).read_text(encoding="utf-8").split()
        assert any(line.strip("/") == "secrets" for line in lines), ignored


@pytest.mark.true_clock
@pytest.mark.parametrize("service", ["web", "prepare", "beat"])
def test_the_settings_start_with_what_compose_gives(tmp_path: Path, service: str) -> None:
    """The environment of a service, with files in place of the secrets, passes the strict check."""
    given = {"PATH": os.environ["PATH"]}
    for variable, value in OURS[service]["environment"].items():
        if value.startswith(SECRETS):
            name = value.removeprefix(SECRETS)
            (tmp_path / name).write_text(VALUES[name].format(folder=tmp_path) + "\n", encoding="utf-8")
            given[variable] = str(tmp_path / name)
        else:
            given[variable] = value
    given |= {"PUBLIC_URL": "https://jobs.example.com", "DEFAULT_FROM_EMAIL": "office@example.com"}
    given |= {"KILOWIRE_VAR": str(tmp_path / "var"), "JACKET_ROOT": str(tmp_path / "jacket")}
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", *(DEPLOY if service == "web" else [])],
        cwd=settings.BASE_DIR,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_service_is_root_and_each_looks_after_its_health(name: str) -> None:
    service = SERVICES[name]
    assert service["user"].partition(":")[0] not in ("", "0", "root")
    assert service["cap_drop"] == ["ALL"]
    runs_once = service["restart"] == "no"
    assert service["healthcheck"].get("disable", False) is runs_once
    assert runs_once or service["healthcheck"]["test"][0] == "CMD"


def test_the_image_ends_as_the_account_that_compose_names() -> None:
    last = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)[-1]
    assert {service["user"] for service in OURS.values()} == {last}
    uid = last.partition(":")[0]
    assert f"--uid {uid}" in DOCKERFILE


def test_health_checks_ask_doors_that_exist() -> None:
    asked = re.findall(r"http://127\.0\.0\.1:(\d+)(/\w+)", yaml.safe_dump(SERVICES))
    assert {port for port, _ in asked} == {"8000", "8080"}
    for _, path in asked:
        assert resolve(path).url_name in ("alive", "ready")
    assert "listen 8080;" in NGINX


@pytest.mark.parametrize("name", ["prepare", "worker", "beat", "web"])
def test_commands_are_ones_the_code_has(name: str) -> None:
    line = OURS[name].get("command") or arguments(re.findall(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE)[-1])
    if line[0] == "gunicorn":
        ours = supervision.web(host="0.0.0.0", port=8000, workers=3).command
        assert line[1:] == list(ours[3:])
        assert import_string(f"{line[-1]}.application")
    else:
        assert line[:2] == ["python", "manage.py"]
        assert line[2] in get_commands()
        assert line[2] != "tend" or line[3] in STARTED_BY
    check = OURS[name]["healthcheck"].get("test", [])
    assert "manage.py" not in check or check[check.index("manage.py") + 1] in get_commands()


def test_celery_is_started_on_the_sites_app() -> None:
    for start in STARTED_BY.values():
        command = list(start().command)
        module = command[command.index("-A") + 1]
        assert import_string(f"{module}.celery_app").main == "kilowire"


def test_what_must_last_is_on_volumes() -> None:
    for name, service in OURS.items():
        mounted = {volume.split(":")[1] for volume in service["volumes"]}
        for variable in ("KILOWIRE_VAR", "KILOWIRE_SERVED", "JACKET_ROOT"):
            assert service["environment"][variable] in mounted, (name, variable)
            assert service["environment"][variable] in DOCKERFILE  # made there, so that its owner is ours
    named = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }
    assert named == set(COMPOSE["volumes"])


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]
    proxys = set(SERVICES["proxy"]["networks"])
    assert [name for name, service in SERVICES.items() if proxys & set(service["networks"])] == [
        "proxy",
        "web",
    ]


def test_an_act_that_runs_is_finished_before_the_web_is_stopped() -> None:
    assert int(SERVICES["web"]["stop_grace_period"].removesuffix("s")) > supervision.WEB_SECONDS


def test_the_proxy_serves_files_from_a_volume_of_their_own() -> None:
    served = OURS["web"]["environment"]["KILOWIRE_SERVED"]
    assert f"served:{served}" in OURS["web"]["volumes"]
    assert "served:/srv/served:ro" in SERVICES["proxy"]["volumes"]
    assert set(re.findall(r"root (.+);", NGINX)) == {"/srv/served"}
    assert not {volume.partition(":")[0] for volume in SERVICES["proxy"]["volumes"]} & {"var", "jacket"}


def test_the_proxy_buffers_speaks_tls_and_logs_no_path() -> None:
    assert set(re.findall(r"set \$site (.+);", NGINX)) == {"web:8000"}
    assert "proxy_request_buffering on;" in NGINX
    assert "proxy_buffering on;" in NGINX
    for secret in ("tls_certificate", "tls_key"):
        assert f"{SECRETS}{secret};" in NGINX
        assert secret in SERVICES["proxy"]["secrets"]
    written = re.search(r"log_format quiet (.+?);", NGINX, re.DOTALL)
    assert written is not None
    assert not re.search(
        r"\$(request_uri|uri|request|args|request_method|http_\w+|remote_addr|host)\b", written.group(1)
    )
    assert re.findall(r"access_log (.+);", NGINX) == ["/dev/stdout quiet"]
    in_http = NGINX.partition("http {")[2]
    assert re.findall(r"error_log (.+);", in_http) == ["/dev/null emerg"]


def test_the_proxys_log_knows_the_first_part_of_every_route() -> None:
    """And nothing else: what else stands there a visitor may have typed."""
    known = re.search(r"\?<first>([\w|]+)\)", NGINX)
    assert known is not None
    first = {str(pattern.pattern).partition("/")[0] for pattern in _all_patterns(get_resolver().url_patterns)}
    assert set(known.group(1).split("|")) == (first - {""}) | {"static"}


def _all_patterns(patterns: list[Any]) -> Iterator[Any]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and str(pattern.pattern) == "":
            yield from _all_patterns(pattern.url_patterns)
        else:
            yield pattern


@pytest.mark.true_clock
def test_the_proxy_names_the_host_of_the_sites_address() -> None:
    proxy = SERVICES["proxy"]
    assert OURS["web"]["environment"]["PUBLIC_URL"] == f"https://{proxy['environment']['PUBLIC_HOST']}"
    written = subprocess.run(
        [
            "sh",
            "-c",
            proxy["command"][2].replace("$$", "$").replace("/tmp/host.conf && exec nginx", "/dev/stdout; : "),
        ],
        env={"PUBLIC_HOST": "jobs.example.com"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert written.stdout == "server_name jobs.example.com;\n"
    assert NGINX.count("include /tmp/host.conf;") == 2


def test_the_proxy_lets_through_what_may_be_uploaded() -> None:
    most = re.search(r"client_max_body_size (\d+)m;", NGINX)
    assert most is not None
    assert int(most.group(1)) * 1024 * 1024 > settings.UPLOAD_MAX_BYTES


def test_the_proxy_lets_a_tablets_whole_queue_through() -> None:
    location = re.search(rf"location = {reverse('jobs:bring_in_queue')} {{(.+?)}}", NGINX, re.DOTALL)
    assert location is not None
    assert "client_max_body_size 400m;" in location.group(1)
    assert "proxy_pass http://$site;" in location.group(1)


def test_the_proxy_sets_what_the_settings_trust() -> None:
    assert OURS["web"]["environment"]["TRUSTED_PROXIES"] == "1"
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
    assert "proxy_set_header X-Forwarded-Proto https;" in NGINX


def test_the_image_is_made_from_the_hashed_lock_and_has_the_pdf_engine() -> None:
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    ground = (settings.BASE_DIR / "bin" / "ground.sh").read_text(encoding="utf-8")
    for package in re.findall(r"echo (libpango\S+)", ground):
        assert package in DOCKERFILE
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    base = re.search(r"^FROM python:3\.(\d+)", DOCKERFILE, re.MULTILINE)
    least = re.search(r"3\.(\d+)", project["requires-python"])
    assert base is not None
    assert least is not None
    assert int(base.group(1)) >= int(least.group(1))


def test_the_image_has_neither_tests_nor_measurements() -> None:
    """And nothing that is in it imports them."""
    left_out = {"bench", "docs", "tests"}
    ignored = (settings.BASE_DIR / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".ci", ".git"} | left_out <= set(ignored)
    assert not {name.partition(".")[0] for module in modules() for name, _ in imports(module)} & left_out


def test_the_guide_names_every_setting_and_every_secret() -> None:
    guide = (settings.BASE_DIR / "docs" / "run-for-real.md").read_text(encoding="utf-8")
    for name in VARIABLES:
        shown = name if not name.startswith("KILOWIRE_OWNER_") else "…_" + name.rpartition("_")[2]
        assert f"`{shown}`" in guide or f"`{name}`" in guide, name
    for secret in COMPOSE["secrets"]:
        assert re.search(rf"> {secret}\b|\b{secret}\n|^   cp \S+ {secret}$", guide, re.MULTILINE), secret
