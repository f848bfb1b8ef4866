"""The product's own settings, on a database, a broker and folders that belong to one test process."""

import atexit
import os

from tests.folders import OwnFolder

_process = os.getpid()
_folder = OwnFolder("kilowire-tests-")
FOLDER = _folder.path


def _clear_away() -> None:
    if os.getpid() == _process:  # a forked child leaves the parent's folder alone
        _folder.remove()


atexit.register(_clear_away)

# Threads and a real worker open the same file, and two runs at once never meet in it.
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER}/kilowire.sqlite3")
os.environ.setdefault("CELERY_BROKER_URL", "filesystem://")
if os.environ["CELERY_BROKER_URL"].startswith("redis+socket"):  # each process its own of Redis's 64 databases
    _place = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1
    os.environ["CELERY_BROKER_URL"] = (
        f"{os.environ['CELERY_BROKER_URL'].partition('?')[0]}?virtual_host={_place}"
    )
os.environ.setdefault("SECRET_KEY", "the-tests-sign-with-this-and-nobody-else-does-0123456789")
os.environ.setdefault("PORTAL_LINK_KEY", "the-tests-derive-homeowner-links-from-this-9876543210")
os.environ.setdefault("MFA_KEY", "the-tests-encrypt-second-factors-with-this-13579-24680")
os.environ.setdefault("EMAIL_URL", f"file://{FOLDER}/mail")
os.environ.setdefault("DEFAULT_FROM_EMAIL", "KiloWire <office@kilowire.test>")
os.environ.setdefault("PUBLIC_URL", "https://kilowire.test")
os.environ.setdefault("ALLOWED_HOSTS", "kilowire.test,testserver,localhost,127.0.0.1")
os.environ.setdefault("CSRF_TRUSTED_ORIGINS", "https://kilowire.test")
os.environ["DEBUG"] = "0"
os.environ["KILOWIRE_VAR"] = str(FOLDER)
os.environ["JACKET_ROOT"] = str(FOLDER / "jacket")

from kilowire.settings import *  # noqa: E402 - the environment above is what it reads

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += (
        "PRAGMA synchronous=OFF;"  # no power cut is survived here
    )
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_kilowire_{_process}"}
DATABASE_URL = os.environ["DATABASE_URL"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(exist_ok=True)
SECURE_SSL_REDIRECT = False
