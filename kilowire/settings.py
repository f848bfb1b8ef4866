"""KiloWire's settings, all from environment variables.

Without any: the embedded site for one machine, with SQLite and a folder of messages under ``var/``. With any
variable of a deployment (see ``kilowire.environment``), all of them are needed. ``DEBUG=1``: a developer's
machine.
"""

import os
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kilowire.environment import Environment, kept_secret
from kilowire.other_hosts import MAIL_SCHEMES, TEXT_SCHEMES, mail_settings, refuse_unencrypted, text_settings
from kilowire.public import is_public

env = Environment(os.environ)
DEBUG = env.debug
EMBEDDED = env.embedded

# Places
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("KILOWIRE_VAR", str(BASE_DIR / "var"))).resolve()
JACKET_ROOT = Path(env.text("JACKET_ROOT", str(VAR_DIR / "jacket"))).resolve()
SERVED_ROOT = Path(env.text("KILOWIRE_SERVED", str(VAR_DIR))).resolve()
STATIC_ROOT = SERVED_ROOT / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
for _served in (STATIC_ROOT, SERVED_ROOT / "errors", *STATICFILES_DIRS):
    if JACKET_ROOT.is_relative_to(_served) or _served.is_relative_to(JACKET_ROOT):
        raise ImproperlyConfigured(f"JACKET_ROOT is {JACKET_ROOT}, and {_served} is served to everybody.")

# Secrets
# Each is a list with the newest first: that one makes what is new, and all of them open what is there.
SECRET_KEY, *SECRET_KEY_FALLBACKS = env.keys(
    "SECRET_KEY", lambda: kept_secret(VAR_DIR / "keys" / "secret_key")
) or [""]  # a part of the site that is given none cannot sign
PORTAL_LINK_KEYS = env.keys("PORTAL_LINK_KEY", lambda: kept_secret(VAR_DIR / "keys" / "portal_link_key"))
PORTAL_LINK_KEY = next(iter(PORTAL_LINK_KEYS), "")
MFA_KEYS = env.keys("MFA_KEY", lambda: kept_secret(VAR_DIR / "keys" / "mfa_key"))
if {SECRET_KEY, *SECRET_KEY_FALLBACKS} & set(PORTAL_LINK_KEYS):
    raise ImproperlyConfigured("PORTAL_LINK_KEY is the same as SECRET_KEY; make another.")
if {SECRET_KEY, *SECRET_KEY_FALLBACKS, *PORTAL_LINK_KEYS} & set(MFA_KEYS):
    raise ImproperlyConfigured("MFA_KEY is the same as another key; make one of its own.")

# Other machines
if not DEBUG:
    for _name in ("DATABASE_URL", "CELERY_BROKER_URL", "EMAIL_URL"):
        refuse_unencrypted(_name, env.text(_name, ""), env.words("UNENCRYPTED_HOSTS"))

# The address
PUBLIC_URL = env.url(
    "PUBLIC_URL", ("https", "http"), lambda: f"http://{env.text('KILOWIRE_ADDRESS', '127.0.0.1:8000')}"
).rstrip("/")
_public = urlsplit(PUBLIC_URL)
if not _public.hostname or _public.path or _public.query:
    raise ImproperlyConfigured(
        "PUBLIC_URL is a scheme and a host, such as https://jobs.example.com, and no path."
    )
HTTPS = _public.scheme == "https"
PUBLIC_SITE = is_public(PUBLIC_URL)
_MORE_HOSTS = env.words("ALLOWED_HOSTS")
if PUBLIC_SITE and _MORE_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is given, but a public site answers to PUBLIC_URL alone.")
ALLOWED_HOSTS = [
    _public.hostname,
    *([] if PUBLIC_SITE else ["localhost", "127.0.0.1", "[::1]", *_MORE_HOSTS]),
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL, *env.words("CSRF_TRUSTED_ORIGINS")]
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 1 if HTTPS else 0)
WEB_WORKERS = env.number("WEB_WORKERS", 3, least=1)
ROOT_URLCONF = "kilowire.urls"
WSGI_APPLICATION = "kilowire.wsgi.application"

# Apps
INSTALLED_APPS = [
    "kilowire",
    "jobs",
    "assessments",
    "permits",
    "utility_requests",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
]
MIDDLEWARE = [
    "kilowire.web.logs.RequestLog",
    "kilowire.accounts.security_events.SecurityLog",
    "kilowire.web.headers.SiteHeaders",
    "csp.middleware.CSPMiddleware",
    "kilowire.web.headers.OwnProbes",
    "django.middleware.security.SecurityMiddleware",
    "kilowire.web.unreadable.Unreadable",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kilowire.accounts.session_ages.SessionAges",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kilowire.web.headers.StaffPages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kilowire.web.too_many.TooMany",
    "kilowire.accounts.limited_pages.LimitedPages",
    "kilowire.accounts.second_factor_duty.SecondFactorDuty",
    "kilowire.web.sheets.Sheets",
    "kilowire.web.signed_out.SignedOut",
    "kilowire.web.strays.LeavesNoStrays",
    "kilowire.web.forms_sent.PostedOnce",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kilowire.web.navigation.navigation",
            ],
            "builtins": ["kilowire.templatetags.day_words"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# Database
_DATABASE_SCHEMES = ("postgres", "postgresql", "sqlite")
DATABASES = {
    "default": dj_database_url.parse(
        env.url("DATABASE_URL", _DATABASE_SCHEMES, f"sqlite:///{VAR_DIR}/kilowire.sqlite3"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A deferred transaction that starts to write may fail at once; IMMEDIATE ones wait for the lock.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
else:
    # Compiling a query's plan takes PostgreSQL longer than any of our pages' queries takes to run.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "options": "-c jit=off",
        **DATABASES["default"].get("OPTIONS", {}),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Nothing rests on the cache: limits and used codes are counted in the database, kilowire.floor.limits.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Celery: the row is the message and the broker only wakes the worker, so nothing must be kept there
CELERY_BROKER_URL = env.url(
    "CELERY_BROKER_URL", ("redis", "rediss", "redis+socket", "filesystem"), "filesystem://"
)
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_URL = "filesystem://localhost//"
    _messages = VAR_DIR / "messages"
    for _folder in ("waiting", "control"):
        (_messages / _folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_messages / "waiting"),
        "data_folder_out": str(_messages / "waiting"),
        "control_folder": str(_messages / "control"),
        "polling_interval": 0.05,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 3600,
        "socket_connect_timeout": 3,
        "socket_timeout": 30,
        "health_check_interval": 20,
        # A page that queues a task while the broker is away gives up soon; the sweep queues it again.
        "max_retries": 2,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.2,
    }
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 2,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_TIMEOUT = 3
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = 2
# A process that has grown ends after its task. One at rest ends as well, since beat sends it five tasks a
# minute; this frees the memory that it took for papers.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300 * 1024  # in KB, including what it shares with its parent
CELERY_WORKER_MAX_TASKS_PER_CHILD = 100
CELERY_WORKER_AUTOSCALER = "kilowire.running.autoscaling:Autoscaler"
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "America/Los_Angeles"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# After so long without a renewal, another worker may take a paper or a notice.
PAPER_LEASE_SECONDS = 90
# A worker is told at most so often of a row that it has not done yet.
RING_AGAIN_SECONDS = 90

# Mail and uploads
LEADS_WEBHOOK_SECRET = env.text("LEADS_WEBHOOK_SECRET", "")
_hook = env.text("MAIL_WEBHOOK_SECRET", "")
_mail = mail_settings(env.url("EMAIL_URL", MAIL_SCHEMES, f"file://{VAR_DIR}/mail"), _hook)
globals().update(_mail)
MAIL_PROVIDER = str(_mail["MAIL_PROVIDER"])
MAIL_WEBHOOKS = bool(MAIL_PROVIDER and _hook)
MAIL_REPLIES_TO = env.text("MAIL_REPLIES_TO", "")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", "KiloWire <kilowire@localhost>")
_text = text_settings(env.optional_url("TEXT_URL", TEXT_SCHEMES, f"file://{VAR_DIR}/texts"))
TEXT_GATEWAY, TEXT_FOLDER, TEXT_API = _text.gateway, _text.folder, _text.api
TEXT_ACCOUNT, TEXT_TOKEN, TEXT_FROM = _text.account, _text.token, _text.number
TEXT_REPORTS = f"{PUBLIC_URL}/webhooks/texts/reports/"
UPLOAD_MAX_BYTES = env.number("UPLOAD_MAX_MB", 25, least=1) * 1024 * 1024

# The certificate that seals signed papers: a file that is given, or our own, made when the first is sealed
SEAL_CERTIFICATE = env.text("SEAL_CERTIFICATE", str(VAR_DIR / "keys" / "seal.p12"))
SEAL_CERTIFICATE_IS_OURS = str(VAR_DIR / "keys" / "seal.p12") == SEAL_CERTIFICATE
SEAL_PASSWORD = env.text("SEAL_PASSWORD")
SEAL_TIMESTAMP_URL = env.text("SEAL_TIMESTAMP_URL")
SEAL_ORGANIZATION = parseaddr(DEFAULT_FROM_EMAIL)[0] or "KiloWire"

# Sign-in: by email address; the owner adds the users, so there is no sign-up
AUTH_USER_MODEL = "kilowire.User"
AUTHENTICATION_BACKENDS = ["kilowire.accounts.public_site.PeopleOfThisSite"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kilowire.accounts.passwords.NotOnesName"},
    {"NAME": "kilowire.accounts.passwords.NotTheCompanysName"},
]
ACCOUNT_ADAPTER = "kilowire.accounts.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True  # without a tick; how long, kilowire.accounts.session_ages says by role
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
PASSWORD_RESET_TIMEOUT = 30 * 60
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # kilowire.accounts counts, in the database
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "kilowire.accounts.second_factor.MFAAdapter"
MFA_TOTP_ISSUER = "KiloWire"
MFA_FORMS = {
    "authenticate": "kilowire.accounts.second_factor_forms.AuthenticateForm",
    "reauthenticate": "kilowire.accounts.second_factor_forms.ReauthenticateForm",
    "activate_totp": "kilowire.accounts.second_factor_forms.ActivateTOTPForm",
    "add_webauthn": "kilowire.accounts.second_factor_forms.AddWebAuthnForm",
    "login_webauthn": "kilowire.accounts.second_factor_forms.LoginWebAuthnForm",
    "authenticate_webauthn": "kilowire.accounts.second_factor_forms.AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "kilowire.accounts.second_factor_forms.ReauthenticateWebAuthnForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow it on localhost and nowhere else

# Headers and cookies
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}
SECURE_REFERRER_POLICY = "same-origin"  # a homeowner's link is in the address and must not be passed on
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "kilowire.web.forms_sent.page_was_open_too_long"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
_HOST = "__Host-" if HTTPS else ""  # no other host of the domain can set such a cookie
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}sessionid", f"{_HOST}csrftoken"
CSRF_COOKIE_HTTPONLY = True  # scripts have the token from the page, and the tablet from its own door
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DEVICE_COOKIE_NAME = f"{_HOST}device"
LEFT_COOKIE_NAME = f"{_HOST}left"
HOMEOWNER_COOKIE_NAME = f"{_HOST}homeowner"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",
    "security.W021",
]  # HSTS for the company's other host names is up to the company
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Stored files: those of jobs, served by views alone, and static ones with hashed names
STATIC_URL = "/static/"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
_STATIC = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else ("kilowire.web.static_files.StaticFiles")
)
STORAGES = {
    "default": {
        "BACKEND": "kilowire.floor.files.strays.JacketStorage",
        "OPTIONS": {
            "location": JACKET_ROOT,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": _STATIC},
}

# Language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "America/Los_Angeles"
USE_TZ = True

# Logs
SECURITY_LOG = Path(env.text("SECURITY_LOG", str(VAR_DIR / "log" / "security.log"))).resolve()
LOG_FORMAT = env.choice("LOG_FORMAT", ("json", "text"), "text" if DEBUG else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request": {"()": "kilowire.web.logs.RequestId"},
        "private": {"()": "kilowire.web.logs.NothingPrivate"},
    },
    "formatters": {
        "json": {"()": "kilowire.web.logs.JsonLine"},
        "security": {"()": "kilowire.web.security_file.SecurityLine"},
        "text": {
            "()": "logging.Formatter" if DEBUG else "kilowire.web.logs.TextLine",
            "fmt": "%(levelname)s %(name)s %(request_id)s %(message)s",
        },
    },
    "handlers": {
        "out": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request", "private"],
            "stream": "ext://sys.stderr",
        },
        "security": {
            "class": "kilowire.web.security_file.SecurityFile",
            "filename": SECURITY_LOG,
            "delay": True,
            "formatter": "security",
            "filters": ["request", "private"],
        },
    },
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "kombu.connection": {"level": "ERROR"},  # it warns that a folder has no host name
        "kilowire.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
        "gunicorn.error": {"handlers": ["out"], "propagate": False},
        # What these repair stands with the upload; kilowire.web.libraries_words says what may be written.
        **{name: {"level": "ERROR"} for name in ("weasyprint", "pikepdf", "pypdf", "pypdfium2", "fontTools")},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig" if DEBUG else "kilowire.web.logs.configure"
