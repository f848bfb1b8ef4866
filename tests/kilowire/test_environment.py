"""What is missing, odd or misspelt in the environment stops the start with the nearest right name."""

from __future__ import annotations

import stat
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from kilowire.environment import KEYLESS, VARIABLES, Environment, kept_secret
from kilowire.other_hosts import mail_settings, refuse_unencrypted

LONG = "x" * 50
DEPLOYMENT = {
    "DATABASE_URL": "postgres://kilowire:pw@db/kilowire?sslmode=verify-full",
    "CELERY_BROKER_URL": "rediss://redis:6379/0",
    "EMAIL_URL": "smtp+tls://user:pw@mail.example.com",
    "SECRET_KEY": LONG,
    "PORTAL_LINK_KEY": "y" * 50,
    "MFA_KEY": "z" * 50,
    "PUBLIC_URL": "https://jobs.example.com",
    "DEFAULT_FROM_EMAIL": "Example Electric <office@example.com>",
}


def test_nothing_given_is_the_embedded_site() -> None:
    env = Environment({"PATH": "/bin"})
    assert (env.embedded, env.debug) == (True, False)
    assert env.text("DATABASE_URL", "sqlite:///var/x") == "sqlite:///var/x"


@pytest.mark.parametrize("name", sorted(DEPLOYMENT))
def test_one_name_of_a_deployment_asks_for_all_of_them(name: str) -> None:
    env = Environment({key: value for key, value in DEPLOYMENT.items() if key != name})
    assert not env.embedded
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is missing: "):
        env.text(name, "a default")


def test_the_deployment_of_this_test_names_what_the_table_names() -> None:
    assert set(DEPLOYMENT) == {name for name, variable in VARIABLES.items() if variable.deployment}


def test_debug_needs_nothing_else() -> None:
    env = Environment({"DEBUG": "1", "PUBLIC_URL": "http://localhost:8000"})
    assert env.text("DATABASE_URL", "sqlite://") == "sqlite://"


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("DATABSE_URL", "DATABASE_URL"),
        ("SECRET_KEY_FLIE", "SECRET_KEY_FILE"),
        ("PUBLIC_URI", "PUBLIC_URL"),
        ("ALLOWED_HOST", "ALLOWED_HOSTS"),
        ("database_url", "DATABASE_URL"),
        ("DEBUGG", "DEBUG"),
        ("KILOWIRE_FOLDER", "KILOWIRE_VAR"),
    ],
)
def test_a_misspelt_name_is_told_with_the_one_that_was_meant(misspelt: str, meant: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{misspelt} is not a setting of KiloWire; .*{meant}"):
        Environment({misspelt: "x"})


@pytest.mark.parametrize("name", ["EMAIL", "DEBUGINFOD_URLS", "HOST", "SECRETS", "LOGNAME", "LANGUAGE", "CI"])
def test_what_other_programs_read_is_left_alone(name: str) -> None:
    assert Environment({name: "x"}).embedded


def test_a_name_that_is_no_secret_is_not_read_from_a_file() -> None:
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL_FILE is not read: PUBLIC_URL is no secret"):
        Environment({"PUBLIC_URL_FILE": "/run/secrets/x"})


def test_a_secret_is_read_from_its_file_without_the_line_end(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(LONG + "\n", encoding="utf-8")
    env = Environment({**DEPLOYMENT, "SECRET_KEY_FILE": str(tmp_path / "key")} | {"SECRET_KEY_FILE": ""})
    with pytest.raises(ImproperlyConfigured, match="are both given"):
        env.text("SECRET_KEY")
    alone = {key: value for key, value in DEPLOYMENT.items() if key != "SECRET_KEY"}
    assert Environment(alone | {"SECRET_KEY_FILE": str(tmp_path / "key")}).text("SECRET_KEY") == LONG


def test_a_secret_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    env = Environment({"SECRET_KEY_FILE": str(tmp_path / "none")})
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE names .*none, which cannot be read"):
        env.text("SECRET_KEY")


def test_an_empty_value_is_not_a_value() -> None:
    with pytest.raises(ImproperlyConfigured, match="^SECRET_KEY is empty: "):
        Environment({**DEPLOYMENT, "SECRET_KEY": " "}).text("SECRET_KEY")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="^SECRET_KEY is too short"):
        Environment({**DEPLOYMENT, "SECRET_KEY": "changeme"}).keys("SECRET_KEY", lambda: LONG)


@pytest.mark.parametrize("value", ["true", "yes", "2", "on"])
def test_a_flag_is_1_or_0(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^DEBUG is '{value}'; it is 1 or 0"):
        Environment({"DEBUG": value})


@pytest.mark.parametrize("value", ["-1", "ten", "1.5", "0"])
def test_a_number_out_of_range_is_named(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="^UPLOAD_MAX_MB is "):
        Environment({"UPLOAD_MAX_MB": value}).number("UPLOAD_MAX_MB", 25, least=1)


def test_a_choice_names_the_nearest_right_one() -> None:
    with pytest.raises(ImproperlyConfigured, match="^LOG_FORMAT is 'jsn'; the nearest right one is json"):
        Environment({"LOG_FORMAT": "jsn"}).choice("LOG_FORMAT", ("json", "text"), "json")


def test_an_address_of_the_wrong_kind_is_named_and_its_password_is_not() -> None:
    env = Environment({**DEPLOYMENT, "DATABASE_URL": "postgers://kilowire:hunter2@db/x"})
    with pytest.raises(ImproperlyConfigured) as odd:
        env.url("DATABASE_URL", ("postgres", "sqlite"), "")
    assert "DATABASE_URL begins with 'postgers'; the nearest right one is postgres" in str(odd.value)
    assert "hunter2" not in str(odd.value)


def test_an_odd_port_is_named() -> None:
    env = Environment({**DEPLOYMENT, "CELERY_BROKER_URL": "redis://redis:port/0"})
    with pytest.raises(ImproperlyConfigured, match="CELERY_BROKER_URL has an odd port"):
        env.url("CELERY_BROKER_URL", ("redis",), "")


def test_a_kept_secret_is_made_once_and_for_its_account_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "secret_key"
    made = kept_secret(path)
    assert len(made) >= 50
    assert kept_secret(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.com", 25, False, False),
        ("smtp+tls://mail.example.com", 587, True, False),
        ("smtp+ssl://mail.example.com:4650", 4650, False, True),
    ],
)
def test_mail_goes_the_way_the_address_says(url: str, port: int, tls: bool, ssl: bool) -> None:
    mail = mail_settings(url)
    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_a_password_of_the_mail_server_may_hold_any_character() -> None:
    mail = mail_settings("smtp+tls://office%40example.com:p%2Fw%3A@mail.example.com")
    assert (mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]) == ("office@example.com", "p/w:")


def test_mail_without_a_server_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL names no host"):
        mail_settings("smtp://")


def test_a_secret_may_be_several_keys_with_the_newest_first(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text(f"{'n' * 50}\n{'o' * 50}\n")
    given = {key: value for key, value in DEPLOYMENT.items() if key != "SECRET_KEY"}
    env = Environment({**given, "SECRET_KEY_FILE": str(tmp_path / "keys")})
    assert env.keys("SECRET_KEY", lambda: LONG) == ["n" * 50, "o" * 50]
    with pytest.raises(ImproperlyConfigured, match="^SECRET_KEY is too short"):
        Environment({**DEPLOYMENT, "SECRET_KEY": f"{LONG} short"}).keys("SECRET_KEY", lambda: LONG)


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("smtp://mail.example.com", False),
        ("smtp+tls://mail.example.com", True),
        ("smtp://localhost", True),
        ("postgres://kilowire:pw@db/kilowire", False),
        ("postgres://kilowire:pw@db/kilowire?sslmode=prefer", False),
        ("postgres://kilowire:pw@db/kilowire?sslmode=require", True),
        ("postgres://kilowire@%2Frun%2Fpostgresql/kilowire", True),
        ("redis://:pw@redis:6379/0", False),
        ("rediss://:pw@redis:6379/0", True),
        ("redis+socket:///run/redis.sock", True),
        ("sqlite:////srv/kilowire.sqlite3", True),
    ],
)
def test_another_machine_is_spoken_to_in_plain_only_where_that_is_said(url: str, taken: bool) -> None:
    says = "without encryption: write [^@]+$"  # and no password
    with nullcontext() if taken else pytest.raises(ImproperlyConfigured, match=says):
        refuse_unencrypted("DATABASE_URL", url, [])
    refuse_unencrypted("DATABASE_URL", url, ["db", "redis", "mail.example.com"])


@pytest.mark.parametrize("part", KEYLESS)
def test_a_part_needs_only_the_secrets_that_it_uses(part: str) -> None:
    unused = {name for name, variable in VARIABLES.items() if part in variable.unused_by}
    env = Environment(
        {name: value for name, value in DEPLOYMENT.items() if name not in unused} | {"KILOWIRE_PART": part}
    )
    assert unused >= {"EMAIL_URL", "SECRET_KEY", "PORTAL_LINK_KEY"}
    assert {env.text(name, "made here") for name in unused} == {""}
    with pytest.raises(ImproperlyConfigured, match="^DATABASE_URL is missing"):
        Environment({"KILOWIRE_PART": part, "PUBLIC_URL": "https://x.example"}).text("DATABASE_URL")
